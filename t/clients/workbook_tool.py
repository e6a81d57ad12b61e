# What a clerk, or a bad program, does to a workbook, and what can be seen in it; for t/011_workbook.pl.
#	workbook_tool.py set FILE [NAME VALUE]...		a value in JSON; {"date": "2024-03-04"} is a date
#	workbook_tool.py change FILE [WHAT NAME VALUE]...	the cell of a name: format, merge with cells left of it, hide its line
#													and column; the sheet of a name: remove, rename
#	workbook_tool.py names FILE						NAME, cell, VALUE of every named cell
#	workbook_tool.py red FILE PAGE					names of cells that the page, saved from the file, shows red
#	workbook_tool.py comments FILE					NAME and comment
#	workbook_tool.py stale FILE NAME NUMBER			changes what is saved of a cell, and nothing that follows from it
#	workbook_tool.py kinds FILE						how many formulas, tooltips, names ..., and whether the hidden sheet is hidden
import datetime
import html.parser
import json
import re
import sys
import zipfile

import openpyxl


def places(book):
    names = book.defined_names
    for defined in (names.definedName if hasattr(names, 'definedName') else names.values()):
        for sheet, at in defined.destinations:
            yield defined.name, sheet, at.replace('$', '').split(':')[0]


class Page(html.parser.HTMLParser):
    """Coordinates of red cells: {(sheet, line, column)}."""

    def __init__(self, text):
        super().__init__()
        self.red, self.sheet, self.in_name, self.line, self.taken = set(), '', False, 0, set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == 'em':
            self.sheet, self.in_name = '', True
        elif tag == 'table':
            self.line, self.taken = 0, set()
        elif tag == 'tr':
            self.line, self.column = self.line + 1, 0
        elif tag == 'td':
            self.column += 1
            while (self.line, self.column) in self.taken:
                self.column += 1
            for line in range(self.line, self.line + int(attributes.get('rowspan', 1))):
                for column in range(self.column, self.column + int(attributes.get('colspan', 1))):
                    self.taken.add((line, column))
            if attributes.get('bgcolor', '').upper() == '#FF9999':
                self.red.add((self.sheet, self.line, self.column))
            self.column += int(attributes.get('colspan', 1)) - 1

    def handle_endtag(self, tag):
        self.in_name = self.in_name and tag != 'em'

    def handle_data(self, data):
        if self.in_name:
            self.sheet += data


def main(command, file, *rest):
    if command == 'set':
        book = openpyxl.load_workbook(file)
        where = {name: (sheet, at) for name, sheet, at in places(book)}
        for name, value in zip(rest[::2], rest[1::2]):
            value = json.loads(value)
            if isinstance(value, dict):
                value = datetime.date.fromisoformat(value['date'])
            book[where[name][0]][where[name][1]].value = value
        book.save(file)
    elif command == 'change':
        book = openpyxl.load_workbook(file)
        where = {name: (sheet, at) for name, sheet, at in places(book)}
        for what, name, value in zip(rest[::3], rest[1::3], rest[2::3]):
            sheet, cell = book[where[name][0]], book[where[name][0]][where[name][1]]
            if what == 'format':
                cell.number_format = value
            elif what == 'merge':
                sheet.merge_cells(start_row=cell.row, end_row=cell.row, start_column=cell.column - int(value), end_column=cell.column)
            elif what == 'hide':
                sheet.row_dimensions[cell.row].hidden = sheet.column_dimensions[cell.column_letter].hidden = True
            elif what == 'remove':
                book.remove(sheet)
            elif what == 'rename':
                for defined in book.defined_names.definedName if hasattr(book.defined_names, 'definedName') else book.defined_names.values():
                    defined.attr_text = defined.attr_text.replace("'%s'" % sheet.title, "'%s'" % value.replace("'", "''"))
                for other in book:
                    for row in other.iter_rows():
                        for one in row:
                            if one.data_type == 'f':
                                one.value = one.value.replace("'%s'" % sheet.title, "'%s'" % value.replace("'", "''"))
                sheet.title = value
        book.save(file)
    elif command == 'names':
        book = openpyxl.load_workbook(file, data_only=True)
        for name, sheet, at in places(book):
            print('%s\t%s!%s\t%s' % (name, sheet, at, book[sheet][at].value))
    elif command == 'red':
        page = Page(open(rest[0], encoding='utf-8').read())
        for name, sheet, at in places(openpyxl.load_workbook(file)):
            column, line = openpyxl.utils.cell.coordinate_from_string(at)
            if (sheet, line, openpyxl.utils.column_index_from_string(column)) in page.red:
                print(name)
    elif command == 'comments':
        book = openpyxl.load_workbook(file)
        for name, sheet, at in places(book):
            comment = book[sheet][at].comment
            if comment is not None:
                print('%s\t%s\t%s' % (name, book[sheet][at].fill.fgColor.rgb, comment.text.replace('\n', ' ')))
    elif command == 'stale':
        book = openpyxl.load_workbook(file)
        sheet, at = {name: (sheet, at) for name, sheet, at in places(book)}[rest[0]]
        part = 'xl/worksheets/sheet%d.xml' % (book.sheetnames.index(sheet) + 1)
        with zipfile.ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        text, number = re.subn(r'(<c r="%s"[^>]*>(?:<f[^>]*>[^<]*</f>)?<v>)[^<]*' % at, r'\g<1>' + rest[1], parts[part].decode())
        assert number == 1, number
        parts[part] = text.encode()
        with zipfile.ZipFile(file, 'w') as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
    elif command == 'kinds':
        book = openpyxl.load_workbook(file)
        print(json.dumps({
            'formulas': sum(c.data_type == 'f' for name, sheet, at in places(book) if name.count('.') == 2 for c in [book[sheet][at]]),
            'open_formulas': sum(c.data_type == 'f' and not c.protection.locked for s in book for row in s.iter_rows() for c in row),
            'open': sum(not c.protection.locked for s in book for row in s.iter_rows() for c in row),
            'tips': sum(bool(v.prompt) for s in book for v in s.data_validations.dataValidation),
            'protected': all(s.protection.sheet for s in book), 'states': [s.sheet_state for s in book],
            'sheets': book.sheetnames}, ensure_ascii=False))


main(*sys.argv[1:])
