"""What xlwings Server publishes: the functions of the registry."""

from xlasss.hosts.officejs import *  # noqa: F403
