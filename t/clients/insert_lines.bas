' A clerk who makes room: two rows and two columns into each sheet that is shown, for t/011_workbook.pl.
Sub Insert(from As String, into As String)
	Dim hidden(0) As New com.sun.star.beans.PropertyValue
	Dim filter(0) As New com.sun.star.beans.PropertyValue
	hidden(0).Name = "Hidden"
	hidden(0).Value = True
	filter(0).Name = "FilterName"
	filter(0).Value = "Calc MS Excel 2007 XML"
	file = Dir(from & "*.xlsx", 0)
	Do While file <> ""
		book = StarDesktop.loadComponentFromURL(ConvertToUrl(from & file), "_blank", 0, hidden())
		For i = 0 To book.Sheets.Count - 1
			sheet = book.Sheets.getByIndex(i)
			If sheet.IsVisible Then
				sheet.unprotect("")
				sheet.Rows.insertByIndex(1, 1)
				sheet.Rows.insertByIndex(5, 1)
				sheet.Columns.insertByIndex(0, 1)
				sheet.Columns.insertByIndex(2, 1)
				sheet.protect("")
			End If
		Next
		book.calculateAll()
		book.storeToURL(ConvertToUrl(into & file), filter())
		book.close(True)
		file = Dir
	Loop
End Sub
