"""LibreOffice Calc: the extension `xlasss.oxt`, generated from the registry and built without the SDK.

`grensesnitt` says what Calc must know of each function, `typebibliotek` and `beskrivelse` write it
in the two forms Calc reads, `bygg` packs it with the core, `installer` hands it to LibreOffice.
What runs inside LibreOffice is `celler`, `omskriving` and the two files in `komponenter/`.
"""
