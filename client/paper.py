"""A report on paper: fonts, lines and margins of official documents (GB/T 9704), tables with the spans of the form."""
import html.parser
import json
import re
import unicodedata

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from program import Refusal
from register import ask_json, equations, label, literal, report_facts, shown

TITLE, HEADING, SUBHEADING, BODY = '方正小标宋简体', '黑体', '楷体_GB2312', '仿宋_GB2312'
PAGE = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
PITCH = Pt(28)                  # of lines
WIDTH = 156                     # of the text, mm
NARROW = 13.5                   # of columns with labels over several lines, mm
NUMBER = 12                     # of columns with numbers
MARGIN = 0.7                    # in a table's cell
SLACK = 2 * MARGIN + 0.5        # of a column, for margins and lines
SMALL = 9                       # points, in wide tables
DIGIT = 0.65                    # of a font, is what the widest digits take
ROW_HEIGHT = 320                # of a table's row, at least, twentieths of a point
UNPRINTABLE = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\u202a-\u202e\u2066-\u2069]')


def clean(text):
    return UNPRINTABLE.sub('\ufffd', text)


def element(parent, tag, **attributes):
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn('w:' + name), str(value))
    parent.append(child)
    return child


def write_run(paragraph, text, font, size, bold=False, colour=None):
    run = paragraph.add_run(clean(text))
    run.font.name, run.font.size, run.font.bold = font, Pt(size), bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn('w:eastAsia'), font)
    if colour:
        run.font.color.rgb = colour
    return run


def paragraph(document, text, font, size, align=None, indent=False, keep=False):
    added = document.add_paragraph()
    spacing = added.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, PITCH
    spacing.alignment, spacing.keep_with_next = align, keep or None
    if indent:                  # two characters, whatever their size
        spacing.first_line_indent = Pt(2 * size)
        added._p.get_or_add_pPr().find(qn('w:ind')).set(qn('w:firstLineChars'), '200')
    write_run(added, text, font, size)
    return added


def new_document(title, comments):
    document = Document()
    normal = document.styles['Normal']
    normal.font.name, normal.font.size = BODY, Pt(16)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn('w:eastAsia'), BODY)
    section = document.sections[0]
    section.page_width, section.page_height = PAGE
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = TOP, BOTTOM, LEFT, RIGHT
    section.footer_distance = Mm(28)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
        number = footer.paragraphs[0]
        number.alignment = align
        write_run(number, '— ', '宋体', 14)
        for kind, text in (('begin', None), (None, 'PAGE'), ('end', None)):
            run = write_run(number, '', '宋体', 14)._element
            if kind:
                element(run, 'w:fldChar', fldCharType=kind)
            else:
                element(run, 'w:instrText').text = text
        write_run(number, ' —', '宋体', 14)
    core = document.core_properties
    core.title, core.comments, core.author = clean(title)[:255], clean(comments)[:255], ''
    return document


class Prose(html.parser.HTMLParser):
    """The words of a rendered page in their order: [(kind, text)], a table as ('table', '')."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.items, self.kind, self.text, self.inside = [], None, '', 0
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag == 'main':
            self.inside = 1
        elif tag == 'table':
            self.items.append(('table', ''))
            self.inside = 0
        elif tag == 'ul' and ('class', 'metadata') in attributes:
            self.inside = 0
        elif tag == 'br':
            self.text += '\n'
        elif tag in ('h1', 'h2', 'h3', 'p', 'li'):
            self.kind, self.text = tag, ''

    def handle_data(self, data):
        self.text += data

    def handle_endtag(self, tag):
        if tag in ('table', 'ul'):
            self.inside = 1
        elif tag == 'main':
            self.inside = 0
        elif tag == self.kind:
            if self.inside or tag == 'h1':
                self.items.append((tag, self.text))
            self.kind = None


def width_of(text):
    return sum(2 if unicodedata.east_asian_width(c) in 'WFA' else 1 for c in text)


def columns_of(table):
    """The widths of a table's columns, mm."""
    columns = range(1, table['columns'] + 1)
    numbers = {box['column'] for box in table['boxes'] if box['kind'] == 'cell'}
    labels = [c for c in columns if c not in numbers]
    if not labels or len(numbers) < 5:
        return [WIDTH / table['columns']] * table['columns']
    wide = {box['column'] for box in table['boxes'] if box['kind'] == 'label' and box['line_span'] == box['column_span'] == 1}
    wide = wide & set(labels) or set(labels)
    rest = (WIDTH - NUMBER * len(numbers) - NARROW * (len(labels) - len(wide))) / len(wide)
    return [NUMBER if c in numbers else rest if c in wide else NARROW for c in columns]


def draw_grid(document, lines, widths):
    """A table of fixed widths with a border, and its cells by line and column, which Table.cell() finds far more slowly."""
    drawn = document.add_table(rows=lines, cols=len(widths))
    drawn.autofit = False
    properties = drawn._tbl.tblPr
    for old in properties.findall(qn('w:tblW')):
        properties.remove(old)
    element(properties, 'w:tblW', w=round(sum(widths) * 1440 / 25.4), type='dxa')
    borders = element(properties, 'w:tblBorders')
    for side in ('top', 'left', 'bottom', 'right', 'insideH', 'insideV'):
        element(borders, 'w:' + side, val='single', sz=4, space=0, color='000000')
    layout = properties.find(qn('w:tblLayout'))
    properties.append(layout)   # the schema wants them in this order
    margins = element(properties, 'w:tblCellMar')
    for side in ('left', 'right'):
        element(margins, 'w:' + side, w=round(MARGIN * 1440 / 25.4), type='dxa')
    for old in properties.findall(qn('w:tblLook')):
        properties.remove(old)
        properties.append(old)
    cells = drawn._cells
    for index, width in enumerate(widths):
        drawn.columns[index].width = Mm(width)
    for index, cell in enumerate(cells):
        cell.width = Mm(widths[index % len(widths)])
    for row in drawn._tbl.tr_lst:
        element(row.get_or_add_trPr(), 'w:cantSplit')
        element(row.get_or_add_trPr(), 'w:trHeight', val=ROW_HEIGHT, hRule='atLeast')
    return drawn, [cells[line * len(widths):(line + 1) * len(widths)] for line in range(lines)]


def write_cell(cell, text, font, size, align=ALIGN.CENTER, colour=None):
    cell.vertical_alignment = 1     # centre
    words = cell.paragraphs[0]
    words.alignment = align
    spacing = words.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing = 1.0
    write_run(words, text, font, size, colour=colour)


def printed(box):
    return ('' if box.get('value') is None else shown(box['value'])) + ('※' if box.get('marked') else '')


def draw_table(document, table):
    # a number broken over two lines would be two numbers; all of a table has one size, or lines of words and of numbers part
    widths = columns_of(table)
    size = SMALL if table['columns'] > 6 else 10.5
    for box in table['boxes']:
        if box['kind'] == 'cell' and printed(box):
            room = (sum(widths[box['column'] - 1:box['column'] - 1 + box['column_span']]) - SLACK) / 25.4 * 72
            size = min(size, room / DIGIT / width_of(printed(box)))
    size = max(5, int(2 * size) / 2)
    drawn, cells = draw_grid(document, table['lines'], widths)
    first_number = min(box['line'] for box in table['boxes'] if box['kind'] == 'cell')
    repeated = first_number - 1 if not any(box['kind'] == 'caption' for box in table['boxes']) else 0
    for row in drawn._tbl.tr_lst[:repeated]:
        element(row.get_or_add_trPr(), 'w:tblHeader')
    for box in table['boxes']:
        line, column = box['line'] - 1, box['column'] - 1
        cell = cells[line][column]
        if (box['line_span'], box['column_span']) != (1, 1):
            cell = cell.merge(cells[line + box['line_span'] - 1][column + box['column_span'] - 1])
        if box['kind'] == 'cell':
            write_cell(cell, printed(box), BODY, size, colour=RGBColor(0xC0, 0, 0) if box.get('marked') else None)
        else:
            left = box['kind'] == 'label' and box['line_span'] == 1
            write_cell(cell, box['text'], HEADING if box['kind'] in ('head', 'caption') else BODY, size, ALIGN.LEFT if left else ALIGN.CENTER)


def write_report(unit, year, scope):
    call = 'disclosure.render_report(%s, %d, %s, %%s)' % (literal(unit), year, literal(scope))
    answer = ask_json("SELECT jsonb_build_object('page', %s, 'data', %s)" % (call % "'html'", call % "'json'" + '::jsonb'))
    data, tables = answer['data'], iter(answer['data']['tables'])
    foot = data['footer']
    document = new_document(data['title'], ' '.join('%s=%s' % item for item in foot.items() if item[0] in ('report_key', 'version', 'head')))
    for kind, text in Prose(answer['page']).items:
        if kind == 'table':
            draw_table(document, next(tables))
            continue
        for line in text.split('\n'):
            line = line.strip()
            if kind == 'h1':
                paragraph(document, line, TITLE, 22, ALIGN.CENTER, keep=True)
            elif kind == 'h2':
                paragraph(document, line, HEADING, 16, indent=True, keep=True)
            elif line:
                sub = re.match('（[一二三四五六七八九十]{1,3}）.{1,30}$', line) is not None
                paragraph(document, line, SUBHEADING if sub else BODY, 16, indent=True, keep=sub)
        if kind == 'h1':
            status = data['metadata'].get('status')
            paragraph(document, '（%s，第%s版）' % (status, foot['version']) if status else '', SUBHEADING, 16, ALIGN.CENTER)
    return document


SIGNED = '''
SELECT jsonb_build_object('scope', disclosure.scope_label(r.scope), 'filled_by', r.filled_by, 'contact', t.contact,
    'hash', encode(v.hash, 'hex'), 'findings', (SELECT jsonb_object_agg(f.label, f.number) FROM (
        SELECT f.severity_label AS label, count(*) AS number FROM disclosure.finding f
        WHERE f.unit_id = r.unit_id AND f.year = r.year AND f.scope = r.scope AND f.result = 'fail' AND NOT f.explained GROUP BY 1) f))
FROM disclosure.report r
LEFT JOIN disclosure.report_text t ON t.unit_id = r.unit_id AND t.year = r.year AND t.scope = r.scope
LEFT JOIN disclosure.report_version v ON v.unit_id = r.unit_id AND v.year = r.year AND v.scope = r.scope AND v.version = r.version
WHERE r.unit_id = {unit} AND r.year = {year} AND r.scope = {scope}
'''


def write_form(unit, year, scope):
    """The sheet to sign: whose report, which version, its main numbers, what the check found, room for names and the seal."""
    facts = report_facts(unit, year, scope)
    signed = ask_json(SIGNED.format(unit=literal(unit), year=year, scope=literal(scope)))
    if signed is None:
        raise Refusal('登记簿里没有%s%s年的报告，或者无权查看' % (facts['name'], year))
    document = new_document('报送表', '%s-%s-%s %s' % (unit, year, scope, signed['hash'] or ''))
    paragraph(document, '%s年政府信息公开工作年度报告报送表' % year, TITLE, 22, ALIGN.CENTER)
    paragraph(document, '', BODY, 16)
    found = signed['findings'] or {}
    pairs = [('单位名称', facts['name']), ('单位代码', unit), ('报告年度', str(year)), ('范围', signed['scope']),
             ('状态', facts['status']), ('版本', '第%s版' % facts['version']), ('联系人', signed['contact'] or ''),
             ('核对', '、'.join('%s%s条' % item for item in sorted(found.items())) or '没有不符')]
    # the numbers that stand for the report: totals that are no part of another
    last = {one[0][0] for one, parts in equations(facts)}
    last -= {path for _, parts in equations(facts) for path, _ in parts}
    for cell in sorted((facts['cells'][path] for path in last), key=lambda cell: cell['position']):
        number = facts['values'].get(cell['path'])
        pairs.append((label(cell), '' if number is None else shown(number) + cell['measure']))
    pairs += [('', '')] if len(pairs) % 2 else []
    lines = len(pairs) // 2
    drawn, cells = draw_grid(document, lines + 4, [44, 34, 44, 34])
    for index, (name, text) in enumerate(pairs):
        line, column = divmod(index, 2)
        write_cell(cells[line][2 * column], name, HEADING, 10.5, ALIGN.LEFT)
        write_cell(cells[line][2 * column + 1], text, BODY, 10.5)
    for line, names in enumerate((('校验值',), ('填报人（签字）', '联系电话'), ('审核人（签字）', '单位负责人（签字）'), ('单位（盖章）', '日期')), lines):
        row = drawn._tbl.tr_lst[line]
        row.trPr.find(qn('w:trHeight')).set(qn('w:val'), '800' if line < lines + 3 else '2400')
        for column, name in enumerate(names):
            write_cell(cells[line][2 * column], name, HEADING, 10.5, ALIGN.LEFT)
    write_cell(cells[lines][1].merge(cells[lines][3]), signed['hash'] or '', BODY, 9)
    write_cell(cells[lines + 3][3], '    年    月    日', BODY, 10.5)
    return document
