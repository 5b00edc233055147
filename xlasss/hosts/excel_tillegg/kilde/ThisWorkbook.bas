Option Explicit
' Det eneste som kjører av seg selv: hjelpetekstene legges inn når tillegget lastes og en arbeidsbok er åpen.

Private WithEvents Programmet As Application

Private Sub Workbook_Open()
    Set Programmet = Application
    AsssLeggHjelp
End Sub

Private Sub Programmet_WorkbookActivate(ByVal Wb As Workbook)
    AsssLeggHjelp
End Sub
