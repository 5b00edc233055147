"""Where a person calls the functions: Excel, Office.js and LibreOffice. Each is a thin layer over `kall`."""
