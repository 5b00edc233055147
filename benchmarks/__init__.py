"""Measurements side by side in one run. What counts is the ratio, not the seconds."""
