"""Hvor tallene kommer fra: SSBs statistikkbank, og lageret som husker hver utgave av dem."""
