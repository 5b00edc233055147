"""A file is written beside itself and put in place when it is whole, so that none is ever seen half."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from xlasss.errors import Filfeil


@contextmanager
def hel_fil(fil: Path) -> Iterator[Path]:
    """En midlertidig bane som blir filen når alt er skrevet; ved feil er alt som før.

    Den som skriver, må ha lukket filen: Windows flytter ingen åpen fil.
    """
    if fil.is_dir():
        raise Filfeil(f"{fil} er en mappe.", "Oppgi navnet på filen som skal skrives.")
    fil.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=fil.parent, prefix=f".{fil.name}-") as mappe:
        ny = Path(mappe) / fil.name
        yield ny
        with ny.open("rb+") as skrevet:
            os.fsync(skrevet.fileno())
        os.replace(ny, fil)
