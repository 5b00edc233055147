Option Explicit
' Excel på Windows: Python gjennom xlwings' COM-tjener. Den eneste modulen som vet det, og den eneste som byttes ut
' når tillegget prøves et annet sted.
'
' Kommandolinjen er fast, så det blir én Python-prosess uansett hvor arbeidsbøkene ligger. cmd utvider %LOCALAPPDATA%
' selv, så en brukermappe med æøå aldri går gjennom et tegnsett; -I holder brukerens PYTHONPATH og mapper utenfor.

Private Declare PtrSafe Function LastBibliotek Lib "kernel32" Alias "LoadLibraryW" (ByVal Sti As LongPtr) As LongPtr
Private Declare PtrSafe Function Aktiver64 Lib "xlwings64-{XLWINGS}.dll" Alias "XLPyDLLActivateAuto" (ByRef Svar As Variant, Optional ByVal Kommando As String = "", Optional ByVal Modus As Long = 1) As Long
Private Declare PtrSafe Function Aktiver32 Lib "xlwings32-{XLWINGS}.dll" Alias "XLPyDLLActivateAuto" (ByRef Svar As Variant, Optional ByVal Kommando As String = "", Optional ByVal Modus As Long = 1) As Long

Private Const TJENER As String = " -I -B -c ""import xlwings; xlwings.serve('$(CLSID)')"""""
Private Const VENT As Long = 30

Private Py As Object
Private SisteFeil As String
Private ProvIgjen As Date

' Verdiene i et område; alt annet som det er. Value2 gir datoer som tall og feilverdier som feil.
Public Function AsssCeller(argument)
    If IsObject(argument) Then
        AsssCeller = argument.Value2
    Else
        AsssCeller = argument
    End If
End Function

Public Function AsssKall(navn, argumenter)
    If Py Is Nothing Then AsssStart
    On Error GoTo borte
    AsssKall = Py.CallUDF("udfs.asss", navn, argumenter)
    Exit Function
borte:
    Resume igjen
igjen:
    ' Prosessen kan være stoppet siden sist. Én gang til; går det galt da også, er det en feil.
    On Error GoTo 0
    AsssStart
    AsssKall = Py.CallUDF("udfs.asss", navn, argumenter)
End Function

Public Sub AsssNoter(grunn)
    SisteFeil = grunn
End Sub

' Uten ventetid ville tusen celler prøvd å starte Python tusen ganger.
Private Sub AsssStart()
    Set Py = Nothing
    If Now < ProvIgjen Then Err.Raise vbObjectError + 1, "xlasss", SisteFeil
    On Error GoTo feilet
    AsssAktiver
    AsssSjekkVersjon
    SisteFeil = ""
    Exit Sub
feilet:
    SisteFeil = Err.Description
    ProvIgjen = DateAdd("s", VENT, Now)
    Set Py = Nothing
    Err.Raise vbObjectError + 1, "xlasss", SisteFeil
End Sub

Private Sub AsssAktiver()
    Dim sti As String, biblioteket As String, svar, kode As Long
    If InStr(Application.OperatingSystem, "Windows") = 0 Then AsssFeil "Tillegget virker bare i Excel for Windows."
    sti = AsssUtvidet(ArkOppsett.Range("B4").Value)
    If Dir(sti) = "" Then AsssFeil "Finner ikke " & sti & ". Den kan være slettet eller satt i karantene."
    biblioteket = AsssBibliotek()
    If LastBibliotek(StrPtr(AsssMappe(AsssMappe(sti)) & biblioteket)) = 0 Then AsssFeil AsssUtenBibliotek(AsssMappe(AsssMappe(sti)), biblioteket)
    If InStr(biblioteket, "64") > 0 Then
        kode = Aktiver64(svar, AsssKommando(), 1)
    Else
        kode = Aktiver32(svar, AsssKommando(), 1)
    End If
    If kode <> 0 Then AsssFeil "Python startet ikke: " & svar
    Set Py = svar
End Sub

Private Sub AsssSjekkVersjon()
    Dim avvik As String
    On Error GoTo feilet
    avvik = Py.Str(Py.Call(Py.Module("udfs.knapper"), "versjonsavvik", Py.Tuple(CStr(ArkOppsett.Range("B2").Value), CStr(ArkOppsett.Range("B3").Value))))
    On Error GoTo 0
    If avvik <> "" Then AsssFeil avvik
    Exit Sub
feilet:
    AsssFeil "Python svarer, men får ikke lastet xlasss: " & Err.Description
End Sub

Private Sub AsssFeil(grunn As String)
    Err.Raise vbObjectError + 1, "xlasss", grunn
End Sub

Private Function AsssKommando() As String
    AsssKommando = "cmd.exe /K """"" & ArkOppsett.Range("B4").Value & """" & TJENER
End Function

' Biblioteket følger Excel, ikke Windows eller Python.
Private Function AsssBibliotek() As String
    AsssBibliotek = IIf(InStr(Application.OperatingSystem, "64-bit") > 0, "xlwings64-", "xlwings32-") & "{XLWINGS}.dll"
End Function

Private Function AsssUtenBibliotek(mappe As String, biblioteket As String) As String
    Dim funnet As String
    funnet = Dir(mappe & Left$(biblioteket, 10) & "*.dll")
    If funnet = "" Then funnet = "ingen av det slaget"
    AsssUtenBibliotek = "Tillegget trenger " & biblioteket & " i " & mappe & ", og der ligger " & funnet & "."
End Function

Private Function AsssUtvidet(sti As String) As String
    AsssUtvidet = Replace(sti, "%LOCALAPPDATA%", Environ$("LOCALAPPDATA"))
End Function

' Mappen filen eller mappen ligger i, med skråstrek etter.
Private Function AsssMappe(sti As String) As String
    AsssMappe = Left$(sti, InStrRev(sti, "\", Len(sti) - 1))
End Function

' En knapp på båndet: kjør funksjonen i udfs.knapper på den åpne arbeidsboken, og vis det den svarer.
Public Sub AsssKnapp(navn As String)
    If ActiveWorkbook Is Nothing Then
        MsgBox "Åpne en arbeidsbok først.", vbInformation, "xlasss"
        Exit Sub
    End If
    On Error GoTo feilet
    AsssVekk
    Py.SetAttr Py.Module("xlwings._xlwindows"), "BOOK_CALLER", ActiveWorkbook
    MsgBox Py.Str(Py.Call(Py.Module("udfs.knapper"), navn)), vbInformation, "xlasss"
    Exit Sub
feilet:
    SisteFeil = Err.Description
    MsgBox SisteFeil, vbExclamation, "xlasss"
End Sub

' Når en knapp er trykket: sørg for at Python svarer, også når prosessen er stoppet siden sist, og uten ventetid.
Private Sub AsssVekk()
    Dim svar As String
    ProvIgjen = 0
    On Error Resume Next
    svar = Py.Str("ja")
    On Error GoTo 0
    If svar <> "ja" Then AsssStart
End Sub

Public Sub AsssStoppPython()
    Dim svar
    On Error Resume Next
    Set Py = Nothing
    ProvIgjen = 0
    If InStr(AsssBibliotek(), "64") > 0 Then Aktiver64 svar, AsssKommando(), -1 Else Aktiver32 svar, AsssKommando(), -1
End Sub

Public Function AsssOmTekst() As String
    Dim linjer As String
    On Error Resume Next
    linjer = "Tillegget: xlasss " & ArkOppsett.Range("B2").Value & ", for xlwings " & ArkOppsett.Range("B3").Value
    linjer = linjer & vbCrLf & "Python: " & AsssUtvidet(ArkOppsett.Range("B4").Value) & vbCrLf & vbCrLf
    AsssVekk
    If Py Is Nothing Then
        AsssOmTekst = linjer & "Virker ikke: " & SisteFeil & vbCrLf & vbCrLf & "Kjør install.ps1 på nytt, eller «xlasss lege» for å se hva som er galt."
    Else
        AsssOmTekst = linjer & "Python svarer: " & AsssKall("ASSS_VERSJON", Array())
        If SisteFeil <> "" Then AsssOmTekst = AsssOmTekst & vbCrLf & "Siste feil: " & SisteFeil
    End If
End Function
