Option Explicit
' Knappene på båndet, slik customUI.xml kaller dem, og hjelpetekstene i funksjonsveiviseren.

Private HjelpLagt As Boolean

Public Sub AsssKontroll(control As IRibbonControl)
    AsssKnapp "kontroll"
End Sub

Public Sub AsssOppdater(control As IRibbonControl)
    AsssKnapp "oppdater"
End Sub

Public Sub AsssForklar(control As IRibbonControl)
    AsssKnapp "forklar"
End Sub

Public Sub AsssPaaNytt(control As IRibbonControl)
    AsssStoppPython
    MsgBox AsssOmTekst(), vbInformation, "xlasss"
End Sub

Public Sub AsssOm(control As IRibbonControl)
    MsgBox AsssOmTekst(), vbInformation, "xlasss"
End Sub

' Tekstene ligger på et ark, for VBA-kilde tåler ikke tegnene i dem. Excel tar dem først når en arbeidsbok er åpen.
Public Sub AsssLeggHjelp()
    Dim rad As Long
    If HjelpLagt Or ActiveWorkbook Is Nothing Then Exit Sub
    On Error GoTo feilet
    For rad = 2 To ArkHjelp.UsedRange.Rows.Count
        AsssLeggHjelpForEn rad
    Next
    HjelpLagt = True
    ThisWorkbook.Saved = True
    Exit Sub
feilet:
    AsssNoter "Hjelpetekstene ble ikke lagt inn: " & Err.Description
End Sub

Private Sub AsssLeggHjelpForEn(rad As Long)
    Dim tekster() As String, antall As Long, i As Long, makro As String
    makro = "'" & ThisWorkbook.Name & "'!" & ArkHjelp.Cells(rad, 1).Value
    antall = ArkHjelp.Cells(rad, 3).Value
    If antall = 0 Then
        Application.MacroOptions Macro:=makro, Description:=ArkHjelp.Cells(rad, 2).Value, Category:="ASSS"
        Exit Sub
    End If
    ReDim tekster(1 To antall)
    For i = 1 To antall
        tekster(i) = ArkHjelp.Cells(rad, 3 + i).Value
    Next
    Application.MacroOptions Macro:=makro, Description:=ArkHjelp.Cells(rad, 2).Value, Category:="ASSS", ArgumentDescriptions:=tekster
End Sub
