"""Files that were handed in: which there are, which is a workbook, what the others are, and whose report a workbook is."""
import os
import re
import zipfile

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from program import Refusal, reason

LARGEST = 20 << 20              # bytes of a workbook, packed and unpacked; one that was written here has less than one million
MOST_MERGED = 1000000           # cells in merged ranges: the library makes each of them
SAVE_AS = '用 Excel、WPS 或 LibreOffice 打开，另存为 xlsx，再交来'
OLE = b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
IDENTITY = ('unit', 'year', 'scope', 'form', 'version')


def files_of(name):
    """The files that a name means, those of a folder in their order. The locks that programs keep beside an open file are none."""
    if not os.path.isdir(name):
        return [name]
    return [os.path.join(name, file) for file in sorted(os.listdir(name)) if not file.startswith(('~$', '.'))]


def is_open_elsewhere(file):
    """Does Excel, WPS or LibreOffice say that it has a file open?"""
    folder, name = os.path.split(file)
    # Excel's lock leaves out the first two characters of a long name
    return any(os.path.exists(os.path.join(folder, lock)) for lock in ('~$' + name, '~$' + name[2:], '.~lock.%s#' % name))


def require_workbook(file):
    """Refuses what is no workbook, in words that say what it is."""
    if os.path.basename(file).startswith('~$'):
        raise Refusal('是程序打开表格时的记号，不是表格')
    if os.path.isdir(file):
        raise Refusal('是文件夹，里面的没有读入；要读入的，写它的名称')
    try:
        size = os.stat(file).st_size
        if not os.path.isfile(file):
            raise Refusal('不是普通的文件')
        if size == 0:
            raise Refusal('文件是空的')
        if size > LARGEST:
            raise Refusal('文件有%d兆，不是本登记簿导出的表格' % (size >> 20))
        with open(file, 'rb') as content:
            head = content.read(LARGEST)
    except OSError as error:
        raise Refusal('打不开：%s' % reason(error))
    if head.startswith(OLE):
        if 'EncryptedPackage'.encode('utf-16-le') in head:
            raise Refusal('文件加了密码，读不了：去掉密码，保存，再交来')
        raise Refusal('是旧的格式（xls、et、doc 等），不是 xlsx：' + SAVE_AS)
    if not head.startswith(b'PK'):
        raise Refusal('不是 xlsx 文件（可能是 csv、文本或者网页改了名称）：要用导出的表格填写')
    try:
        with zipfile.ZipFile(file) as archive:
            parts = {part.filename: part.file_size for part in archive.infolist()}
            if sum(parts.values()) > LARGEST:
                raise Refusal('文件展开后超过%d兆，不是本登记簿导出的表格' % (LARGEST >> 20))
            kind = archive.read('mimetype')[:100] if 'mimetype' in parts else b''
            if b'opendocument' in kind:
                raise Refusal('是 ods 等开放文档的格式，不是 xlsx：' + SAVE_AS)
            if any(name.startswith('word/') for name in parts):
                raise Refusal('是 Word 文档，不是表格')
            if 'xl/workbook.bin' in parts:
                raise Refusal('是 xlsb 格式，不是 xlsx：' + SAVE_AS)
            if 'xl/workbook.xml' in parts and b'purl.oclc.org' in archive.read('xl/workbook.xml'):
                raise Refusal('是“严格开放 XML”格式：另存为普通的 xlsx，再交来')
            merged = 0
            for name in parts:
                if re.match('xl/worksheets/[^/]*[.]xml$', name):
                    for ref in re.findall(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z0-9:]+)"', archive.read(name)):
                        left, top, right, bottom = range_boundaries(ref.decode())
                        merged += (right - left + 1) * (bottom - top + 1)
            if merged > MOST_MERGED:
                raise Refusal('合并的格有%d个，不是本登记簿导出的表格' % merged)
    except Refusal:
        raise
    except Exception as error:  # whatever a damaged file makes of the library
        raise Refusal('打不开，不是完好的 xlsx 文件（%s）' % type(error).__name__)


def open_workbook(file, **how):
    try:
        return load_workbook(file, **how)
    except Exception as error:
        raise Refusal('打不开，不是完好的 xlsx 文件（%s）' % type(error).__name__)


def names_of(book):
    """The named cells of a workbook: {name: (sheet, coordinate)}, or None for one that was deleted."""
    names = book.defined_names
    found = {}
    for defined in (names.definedName if hasattr(names, 'definedName') else names.values()):
        if getattr(defined, 'localSheetId', None) is None and defined.name:
            match = re.fullmatch(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]+)\$?([0-9]+)(?::\$?\3\$?\4)?", defined.attr_text or '')
            sheet = match and (match.group(1) or match.group(2)).replace("''", "'")
            found[defined.name] = (sheet, match.group(3) + match.group(4)) if match and sheet in book.sheetnames else None
    return found


def identity_of(book, names):
    """Whose report a workbook is, in the order of IDENTITY."""
    places = [names.get('register.' + name) for name in IDENTITY]
    held = [place and book[place[0]][place[1]].value for place in places]
    if any(value is None for value in held) or not re.fullmatch('[0-9]{4}', str(held[1])) or not re.fullmatch('[0-9]{1,9}', str(held[4])):
        raise Refusal('不是本登记簿导出的表格：里面没有单位、年度、版本')
    unit, year, scope, form, version = map(str, held)
    return unit, int(year), scope, form, int(version)


def same_reports(files):
    """The files among these that are of one report with another: {file: the others}. What no workbook is, is left to be told of later."""
    of = {}
    for file in files if len(files) > 1 else ():
        try:
            require_workbook(file)
            book = open_workbook(file, read_only=True, data_only=True)
            try:
                of.setdefault(identity_of(book, names_of(book))[:3], []).append(file)
            finally:
                book.close()
        except Refusal:
            pass
    return {file: [other for other in group if other != file] for group in of.values() if len(group) > 1 for file in group}
