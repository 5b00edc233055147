Option Explicit
' Limet mellom cellene og Python. Python kan ikke gi Excel en ekte feilverdi (pywin32 kaster koden), så feil kommer
' som tekst og blir ekte feil her. Ingenting i denne modulen vet hvordan Python nås: det gjør AsssVert.

Public Function AsssSvar(navn, argumenter)
    On Error GoTo feilet
    AsssSvar = AsssEkteFeil(AsssKall(navn, AsssVerdier(argumenter)))
    Exit Function
feilet:
    AsssNoter Err.Description
    AsssSvar = CVErr(2015)
End Function

' Områdene byttet ut med verdiene sine, så Python ikke må spørre Excel tilbake.
Private Function AsssVerdier(argumenter)
    Dim verdier(), i As Long
    If UBound(argumenter) < 0 Then
        AsssVerdier = argumenter
        Exit Function
    End If
    ReDim verdier(UBound(argumenter))
    For i = 0 To UBound(argumenter)
        verdier(i) = AsssCeller(argumenter(i))
    Next
    AsssVerdier = verdier
End Function

Public Function AsssEkteFeil(svar)
    Dim r As Long, k As Long, siste As Long
    If Not IsArray(svar) Then
        AsssEkteFeil = AsssCelle(svar)
        Exit Function
    End If
    siste = AsssSisteKolonne(svar)
    If siste < 0 Then
        For r = LBound(svar) To UBound(svar)
            svar(r) = AsssCelle(svar(r))
        Next
    Else
        For r = LBound(svar, 1) To UBound(svar, 1)
            For k = LBound(svar, 2) To siste
                If VarType(svar(r, k)) = vbString Then svar(r, k) = AsssCelle(svar(r, k))
            Next
        Next
    End If
    AsssEkteFeil = svar
End Function

' Den siste kolonnen i en matrise, eller -1 når svaret er én rad.
Private Function AsssSisteKolonne(svar) As Long
    AsssSisteKolonne = -1
    On Error Resume Next
    AsssSisteKolonne = UBound(svar, 2)
End Function

Private Function AsssCelle(verdi)
    AsssCelle = verdi
    If VarType(verdi) <> vbString Then Exit Function
    Select Case verdi
        Case "#NULL!": AsssCelle = CVErr(2000)
        Case "#DIV/0!": AsssCelle = CVErr(2007)
        Case "#VALUE!": AsssCelle = CVErr(2015)
        Case "#REF!": AsssCelle = CVErr(2023)
        Case "#NAME?": AsssCelle = CVErr(2029)
        Case "#NUM!": AsssCelle = CVErr(2036)
        Case "#N/A": AsssCelle = CVErr(2042)
    End Select
End Function
