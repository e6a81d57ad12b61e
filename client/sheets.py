"""Makes a workbook to fill in a report: the tables as the form prints them, the texts, last year, the relations."""
import io
import re
import tempfile
import unicodedata

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.workbook.defined_name import DefinedName

from incoming import IDENTITY
from program import Refusal
from register import equations

RED = PatternFill('solid', fgColor='FFFF9999', bgColor='FFFF9999')
YELLOW = PatternFill('solid', fgColor='FFFFFF99', bgColor='FFFFFF99')
GREY = PatternFill('solid', fgColor='FFEDEDED', bgColor='FFEDEDED')
EDGE = Border(*[Side('thin')] * 4)
CENTRE = Alignment(horizontal='center', vertical='center', wrap_text=True)
LEFT = Alignment(horizontal='left', vertical='center', wrap_text=True)
TOP = Alignment(horizontal='left', vertical='top', wrap_text=True)
OPEN = Protection(locked=False)
HIDDEN = '登记簿'
FIRST_LINE = 3                  # of a table on its sheet, below title and note
LONGEST_TEXT = 32767            # characters of a cell, in every program
MOST_ARGUMENTS = 200            # a function has up to 255
# a character that XML cannot hold is written _xHHHH_, and whatever looks like that with its underscore written so
ESCAPED = re.compile(r'[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)')


def text_name(text, part):
    return 'text.%s.%s' % (part, text['number'])


def write_text(cell, text):
    """Writes a text that stays one, however it begins."""
    cell.value = ESCAPED.sub(lambda found: '_x%04X_' % ord(found.group()), str(text))
    cell.data_type = 's'
    if text[:1] in ('=', '+', '-', '@', '\t', '\r', "'"):
        cell.quotePrefix = True


def define(book, name, sheet, cell):
    """Names a cell, in the openpyxl of before 3.1 and in later ones."""
    defined = DefinedName(name, attr_text="'%s'!$%s$%d" % (sheet.title, get_column_letter(cell.column), cell.row))
    if hasattr(book.defined_names, 'append'):
        book.defined_names.append(defined)
    else:
        book.defined_names[name] = defined


def width_of(text):
    return sum(2 if unicodedata.east_asian_width(c) in 'WFA' else 1 for c in text)


def totals(facts):
    """The cells that a formula fills: {path: parts}. A rule with one cell on one side fills it, unless an earlier rule
    does or the cell would come to depend on itself."""
    filled = {}

    def depends(path, on):
        return path == on or any(depends(part, on) for part, _ in filled.get(path, ()))

    for ((path, _),), parts in equations(facts):
        if path not in filled and not any(depends(part, path) for part, _ in parts):
            filled[path] = parts
    return filled


def value_of(parts, values):
    """The sum of parts, or None if one of them is blank."""
    if any(values.get(path) is None for path, _ in parts):
        return None
    return sum(values[path] * factor for path, factor in parts)


def overruled(facts):
    """The totals of the register that a formula will show otherwise: [(path, number, sum)]. A number beside blank parts
    is kept as it is: nothing can be said against it."""
    values = facts['values']
    found = []
    for path, parts in totals(facts).items():
        total = value_of(parts, values)
        if total is not None and total != values.get(path):
            found.append((path, values.get(path), total))
    return found


def bytes_of(book):
    """A workbook as the bytes of its file."""
    content = io.BytesIO()
    try:
        book.save(content)
    except Exception as error:  # the library writes each sheet into the system's temporary folder first
        if isinstance(error, OSError) or type(error).__module__.startswith('lxml'):
            raise Refusal('临时文件夹 %s 写不了，磁盘可能满了' % tempfile.gettempdir())
        raise
    return content.getvalue()


class Writer:
    def __init__(self, facts):
        self.facts = facts
        self.book = Workbook()
        self.book.remove(self.book.active)
        self.place = {}             # path: (sheet, cell)
        self.checks = {}            # path: names of the relations that it is in
        self.formulas = {path: parts for path, parts in totals(facts).items()
                         if facts['values'].get(path) is None or value_of(parts, facts['values']) is not None}

    def content(self):
        """The workbook as the bytes of its file."""
        for table in self.facts['tables']:
            self.table(table)
        self.texts()
        self.relations()
        self.cells()
        self.last_year()
        self.identity()
        self.book.calculation.fullCalcOnLoad = True
        return bytes_of(self.book)

    def sheet(self, title):
        sheet = self.book.create_sheet(title)
        protection = sheet.protection
        protection.sheet = True     # against slips, not against anybody: there is no password
        for free in ('formatCells', 'formatRows', 'formatColumns', 'insertRows', 'insertColumns'):
            setattr(protection, free, False)
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        return sheet

    def reference(self, path, here=None):
        """A cell as a formula of a sheet names it: its own cells by their place alone."""
        sheet, cell = self.place[path]
        return cell.coordinate if sheet is here else "'%s'!%s" % (sheet.title, cell.coordinate)

    def table(self, table):
        facts = self.facts
        sheet = self.sheet('表' + table['section'])
        sheet.page_setup.orientation = 'landscape' if table['columns'] > 10 else 'portrait'
        write_text(sheet.cell(1, 1), '%s、%s' % (table['section'], table['title']))
        sheet.cell(1, 1).font = Font(name='黑体', size=14, bold=True)
        write_text(sheet.cell(2, 1), '%s（%s，第%s版）红：对不上；黄：空白，没有的填0；灰：由公式计算。' % (
            facts['title'], facts['status'], facts['version']))
        columns = {}
        for box in table['boxes']:
            row, column = box['line'] + FIRST_LINE - 1, box['column']
            last = row + box['line_span'] - 1, column + box['column_span'] - 1
            for line in range(row, last[0] + 1):
                for col in range(column, last[1] + 1):
                    sheet.cell(line, col).border = EDGE
            if last != (row, column):
                sheet.merge_cells(start_row=row, start_column=column, end_row=last[0], end_column=last[1])
            cell = sheet.cell(row, column)
            if box['kind'] == 'cell' and 'path' not in box:     # a line of another form, of which this cell is not held
                columns[column] = 12
            elif box['kind'] == 'cell':
                cell.alignment = CENTRE
                self.place[box['path']] = (sheet, cell)
                columns[column] = 12
            else:
                write_text(cell, box['text'])
                cell.alignment = LEFT if box['kind'] == 'label' and box['line_span'] == 1 else CENTRE
                if box['kind'] == 'label' and box['column_span'] == 1:
                    columns[column] = max(columns.get(column, 0), min(40, 4 + width_of(box['text'])) if box['line_span'] == 1 else 12)
        for column, width in columns.items():
            sheet.column_dimensions[get_column_letter(column)].width = width
        for box in table['boxes']:  # programs set no height for merged cells
            if box['kind'] != 'cell' and box['line_span'] == 1:
                width = sum(columns.get(c, 12) for c in range(box['column'], box['column'] + box['column_span']))
                line = sheet.row_dimensions[box['line'] + FIRST_LINE - 1]
                line.height = max(line.height or 20, 16 * -(-width_of(box['text']) // max(width - 2, 2)))
        heads = [box['line'] for box in table['boxes'] if box['kind'] == 'head' and box['line'] <= 3]
        if heads and max(heads) + 1 == min(box['line'] for box in table['boxes'] if box['kind'] == 'cell'):
            sheet.print_title_rows = '%d:%d' % (FIRST_LINE, max(heads) + FIRST_LINE - 1)

    def cells(self):
        """Numbers, formulas, names, colours, tooltips."""
        facts = self.facts
        for path, (sheet, cell) in self.place.items():
            about = facts['cells'][path]
            parts = self.formulas.get(path)
            if parts:
                references = [self.reference(part, sheet) for part, _ in parts]
                cell.value = '=IF(COUNT(%s)<%d,"",%s)' % (','.join(references), len(parts), self.sum(parts, sheet))
                cell.fill = GREY
            else:
                cell.value = facts['values'].get(path)
                cell.protection = OPEN
            cell.number_format = 'General'
            define(self.book, path, sheet, cell)
            at = cell.coordinate
            failed = 'AND(ISTEXT({0}),LEN({0})>0)'.format(at)
            if not about['signed']:
                failed += ',AND(ISNUMBER({0}),N({0})<0)'.format(at)
            failed += ''.join(',' + check for check in self.checks.get(path, ()))
            sheet.conditional_formatting.add(at, FormulaRule(formula=['OR(%s)' % failed], fill=RED, stopIfTrue=True))
            sheet.conditional_formatting.add(at, FormulaRule(formula=['LEN(TRIM(%s))=0' % at], fill=YELLOW))
            self.tooltip(sheet, cell, about)

    def tooltip(self, sheet, cell, about):
        tip = DataValidation(type='decimal' if about['decimals'] else 'whole', operator='between', allow_blank=True,
                             formula1='-999999999999' if about['signed'] else '0', formula2='999999999999')
        tip.errorStyle = 'warning'
        tip.errorTitle, tip.error = '请核对', '这一格填数字，单位：%s' % about['measure']
        tip.promptTitle = about['column_label'][:32]
        tip.prompt = about['definition'][:255]
        tip.showInputMessage = tip.showErrorMessage = True
        sheet.add_data_validation(tip)
        tip.add(cell)

    def sum(self, terms, here=None):
        references = [('' if factor == 1 else '%s*' % factor) + self.reference(path, here) for path, factor in terms]
        return 'SUM(%s)' % ','.join(references)

    def relations(self):
        """One line a relation: both sides as the tables show them, and whether it fails, which blanks may leave open."""
        sheet = self.sheet('核对')
        heads = ('核对的关系', '左边', '右边', '结果', '怎么办')
        for column, (head, width) in enumerate(zip(heads, (60, 14, 14, 12, 60)), 1):
            write_text(sheet.cell(1, column), head)
            sheet.cell(1, column).font = Font(bold=True)
            sheet.cell(1, column).border = EDGE
            sheet.column_dimensions[get_column_letter(column)].width = width
        for line, rule in enumerate(self.facts['rules'] or (), 2):
            name = 'fails.%d' % (line - 1)
            cells = [self.facts['cells'][path] for path, _ in rule['left'] + rule['right']]
            common = [k for k in ('row_label', 'column_label') if len({c[k] for c in cells}) == 1]
            words = '%s、%s：%s' % (cells[0]['section'], '，'.join(cells[0][k] for k in common), rule['description'])
            write_text(sheet.cell(line, 1), words)
            sheet.row_dimensions[line].height = 16 * -(-max(width_of(words), width_of(rule['advice'] or '')) // 58)
            left, right = ('%s$%d' % (c, line) for c in '$B $C'.split())
            for column, side in ((2, 'left'), (3, 'right')):
                sheet.cell(line, column).value = '=' + self.sum(rule[side])
            filled = ['COUNT(%s)=%d' % (','.join(self.reference(path) for path, _ in rule[side]), len(rule[side])) for side in ('left', 'right')]
            more = 'FALSE' if any(c['signed'] for c in cells) else None
            # known numbers above the other side fail, whatever the blanks are
            formula = 'IF(AND(%s,%s),ROUND(B{0}-C{0},6)<>0,IF(%s,%s,IF(%s,%s,FALSE)))' % (
                filled[0], filled[1], filled[1], more or 'B{0}>C{0}', filled[0], more or 'C{0}>B{0}')
            cell = sheet.cell(line, 6)
            cell.value = '=' + formula.format(line)
            define(self.book, name, sheet, cell)
            sheet.cell(line, 4).value = '=IF(F{0},"不符",IF(AND({1},{2}),"相符","有空白"))'.format(line, *filled)
            write_text(sheet.cell(line, 5), rule['advice'] or '')
            for column in range(1, 6):
                sheet.cell(line, column).border = EDGE
                sheet.cell(line, column).alignment = LEFT
            sheet.conditional_formatting.add('A%d:E%d' % (line, line), FormulaRule(formula=['$F$%d' % line], fill=RED))
            for path, _ in rule['left'] + rule['right']:
                self.checks.setdefault(path, []).append(name)
        sheet.column_dimensions['F'].hidden = True
        sheet.freeze_panes = 'A2'

    def texts(self):
        sheet = self.sheet('文字')
        for column, (head, width) in enumerate((('标题', 24), ('文字', 90), ('上年的文字', 60)), 1):
            write_text(sheet.cell(1, column), head)
            sheet.cell(1, column).font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.freeze_panes = 'A2'
        tables = {table['section'] for table in self.facts['tables']}
        line = 1
        for text in self.facts['texts']:
            if text['section'] in tables and not text['body']:
                continue
            line += 1
            sheet.row_dimensions[line].height = 200
            title, body, last = (sheet.cell(line, column) for column in (1, 2, 3))
            for cell in (title, body, last):
                cell.border, cell.alignment = EDGE, TOP
            write_text(title, text['title'] or text['heading'])
            write_text(last, (text['last'] or '')[:LONGEST_TEXT - 1000])
            if len(ESCAPED.sub('_x0000_', text['body'] or '')) > LONGEST_TEXT:
                write_text(body, '（文字太长，表格的一格装不下，不在这里修改）')
                continue
            write_text(body, text['body'] or '')
            for part, cell in (('title', title), ('body', body)):
                cell.protection = OPEN
                define(self.book, text_name(text, part), sheet, cell)

    def last_year(self):
        sheet = self.sheet('上年')
        for column, (head, width) in enumerate((('部分', 6), ('行', 44), ('列', 28), ('本年', 14), ('上年', 14), ('增减', 14)), 1):
            write_text(sheet.cell(1, column), head)
            sheet.cell(1, column).font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.freeze_panes = 'A2'
        for line, path in enumerate(self.place, 2):
            about = self.facts['cells'][path]
            sheet.row_dimensions[line].height = 16 * max(1, -(-width_of(about['row_label']) // 42), -(-width_of(about['column_label']) // 26))
            for column, text in enumerate((about['section'], about['row_label'], about['column_label']), 1):
                write_text(sheet.cell(line, column), text)
            sheet.cell(line, 4).value = '=IF(ISNUMBER({0}),{0},"")'.format(self.reference(path))
            sheet.cell(line, 5).value = self.facts['last'].get(path)
            sheet.cell(line, 6).value = '=IF(COUNT(D{0},E{0})=2,ROUND(D{0}-E{0},6),"")'.format(line)
            for column in range(1, 7):
                sheet.cell(line, column).border = EDGE
                sheet.cell(line, column).alignment = LEFT if column < 4 else CENTRE

    def identity(self):
        """Whose report it is, and the sum of all numbers: a file in which that is another was saved by a program that
        does not calculate."""
        sheet = self.sheet(HIDDEN)
        sheet.sheet_state = 'hidden'
        for line, name in enumerate(IDENTITY, 1):
            write_text(sheet.cell(line, 1), name)
            write_text(sheet.cell(line, 2), str(self.facts[name]))
            define(self.book, 'register.' + name, sheet, sheet.cell(line, 2))
        line += 1
        write_text(sheet.cell(line, 1), 'sum')
        references = [self.reference(path) for path in self.place]
        sheet.cell(line, 2).value = '=' + '+'.join(
            'SUM(%s)' % ','.join(references[i:i + MOST_ARGUMENTS]) for i in range(0, len(references), MOST_ARGUMENTS))
        define(self.book, 'register.sum', sheet, sheet.cell(line, 2))
