Option Explicit
' Vertsmodulen når de samme innpakningene prøves i LibreOffice: Python er et UNO-objekt prøven selv gir inn.

Private Tjener As Object

Public Sub AsssKobl(objekt)
    Set Tjener = objekt
End Sub

' LibreOffice feiler når noen ser på et valgfritt argument som ikke er gitt; da er svaret et merke prøven kjenner.
Public Function AsssCeller(argument)
    On Error GoTo utelatt
    If TypeName(argument) = "Range" Then
        AsssCeller = AsssOmraade(argument)
    Else
        AsssCeller = argument
    End If
    Exit Function
utelatt:
    AsssCeller = "(utelatt)"
End Function

Private Function AsssOmraade(omraade As Object)
    AsssOmraade = omraade.Value
End Function

Public Function AsssKall(navn, argumenter)
    Dim gitt(0), svar, matrise, r As Long, k As Long
    gitt(0) = createUnoStruct("com.sun.star.beans.NamedValue")
    gitt(0).Name = navn
    gitt(0).Value = argumenter
    svar = Tjener.execute(gitt)
    If Not IsArray(svar) Then
        AsssKall = svar
        Exit Function
    End If
    If Not IsArray(svar(0)) Then
        AsssKall = svar
        Exit Function
    End If
    ' UNO gir rader av rader, pywin32 en matrise i to retninger.
    ReDim matrise(LBound(svar) To UBound(svar), LBound(svar(0)) To UBound(svar(0)))
    For r = LBound(svar) To UBound(svar)
        For k = LBound(svar(0)) To UBound(svar(0))
            matrise(r, k) = svar(r)(k)
        Next
    Next
    AsssKall = matrise
End Function

Public Sub AsssNoter(grunn)
    Dim gitt(0)
    gitt(0) = createUnoStruct("com.sun.star.beans.NamedValue")
    gitt(0).Name = "feil"
    gitt(0).Value = grunn
    If Not IsNull(Tjener) Then Tjener.execute(gitt)
End Sub
