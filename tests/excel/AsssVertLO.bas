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

' Value gir 0 for en celle med feil i LibreOffice; i Excel gir Value2 feilen, og pywin32 gjør den til et tall.
Private Function AsssOmraade(omraade As Object)
    Dim verdier, celler, r As Long, k As Long
    verdier = omraade.Value
    celler = omraade.CellRange
    If Not IsArray(verdier) Then
        AsssOmraade = AsssMedFeil(verdier, celler.getCellByPosition(0, 0).getError())
        Exit Function
    End If
    For r = LBound(verdier, 1) To UBound(verdier, 1)
        For k = LBound(verdier, 2) To UBound(verdier, 2)
            verdier(r, k) = AsssMedFeil(verdier(r, k), celler.getCellByPosition(k - LBound(verdier, 2), r - LBound(verdier, 1)).getError())
        Next
    Next
    AsssOmraade = verdier
End Function

Private Function AsssMedFeil(verdi, calcfeil As Long)
    Dim kode As Long
    AsssMedFeil = verdi
    Select Case calcfeil
        Case 0: Exit Function
        Case 521: kode = 2000
        Case 532: kode = 2007
        Case 524: kode = 2023
        Case 525: kode = 2029
        Case 503: kode = 2036
        Case 32767: kode = 2042
        Case Else: kode = 2015
    End Select
    AsssMedFeil = CLng(kode - 2146828288)
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
