"""Audit: can the printed numbers hold together, before rounding?"""
