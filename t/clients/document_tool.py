# What stands in a Word document, from its XML; for t/012_document.pl.
#	document_tool.py boxes FILE		table, line, column, lines, columns and text of each cell
#	document_tool.py words FILE		font, size (pt), pitch of lines, indent (characters), text of each paragraph
#	document_tool.py page FILE		page and margins (mm), footers, repeated lines of each table, properties
import json
import sys
import xml.etree.ElementTree as tree
import zipfile

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'


def attribute(parent, path, name, default=None):
    found = parent.find('/'.join(W + tag for tag in path.split('/')))
    return default if found is None else found.get(W + name, True if name == 'val' else default)


def text_of(parent):
    return ''.join(t.text or '' for t in parent.iter(W + 't'))


def boxes(table):
    """{(line, column): [lines, columns, text]}"""
    found, above = {}, {}
    for line, row in enumerate(table.findall(W + 'tr'), 1):
        column = 1
        for cell in row.findall(W + 'tc'):
            span = int(attribute(cell, 'tcPr/gridSpan', 'val', 1))
            merge = cell.find('%stcPr/%svMerge' % (W, W))
            if merge is not None and merge.get(W + 'val', 'continue') == 'continue':
                above[column][0] += 1
            else:
                above[column] = found[line, column] = [1, span, text_of(cell)]
            column += span
    return found


def main(command, file):
    archive = zipfile.ZipFile(file)
    document = tree.fromstring(archive.read('word/document.xml'))
    body = document.find(W + 'body')
    if command == 'boxes':
        for number, table in enumerate(body.findall(W + 'tbl'), 1):
            for (line, column), box in sorted(boxes(table).items()):
                print('\t'.join(map(str, [number, line, column] + box)))
    elif command == 'words':
        for paragraph in body.findall(W + 'p'):
            run = paragraph.find(W + 'r')
            if run is not None and text_of(paragraph):
                spacing = paragraph.find('%spPr/%sspacing' % (W, W))
                print('%s\t%g\t%s %g\t%g\t%s' % (
                    attribute(run, 'rPr/rFonts', 'eastAsia'), int(attribute(run, 'rPr/sz', 'val')) / 2, spacing.get(W + 'lineRule'),
                    int(spacing.get(W + 'line')) / 20, int(attribute(paragraph, 'pPr/ind', 'firstLineChars', 0)) / 100, text_of(paragraph)))
    elif command == 'page':
        section = body.find(W + 'sectPr')
        mm = lambda element, name: round(int(element.get(W + name)) / 1440 * 25.4, 1)
        size, margin = section.find(W + 'pgSz'), section.find(W + 'pgMar')
        footers = [archive.read(name).decode() for name in archive.namelist() if name.startswith('word/footer')]
        print(json.dumps({
            'page': [mm(size, 'w'), mm(size, 'h')], 'margins': [mm(margin, side) for side in ('top', 'bottom', 'left', 'right')],
            'numbered': sum('>PAGE<' in footer for footer in footers), 'odd_and_even': 'evenAndOddHeaders' in archive.read('word/settings.xml').decode(),
            'repeated': [sum(row.find('%strPr/%stblHeader' % (W, W)) is not None for row in table.findall(W + 'tr')) for table in body.findall(W + 'tbl')],
            'fixed': [attribute(table, 'tblPr/tblLayout', 'type') for table in body.findall(W + 'tbl')],
            'widths': [round(sum(int(c.get(W + 'w')) for c in table.findall('%stblGrid/%sgridCol' % (W, W))) / 1440 * 25.4) for table in body.findall(W + 'tbl')],
            'properties': archive.read('docProps/core.xml').decode()}))


main(*sys.argv[1:])
