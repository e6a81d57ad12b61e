"""Reads a workbook that was filled in: what it is of, its numbers and texts, and a sentence for whatever is none."""
import datetime
import decimal
import json
import os
import re

from openpyxl.cell.cell import MergedCell
from openpyxl.utils.datetime import to_excel

from incoming import identity_of, is_open_elsewhere, names_of, open_workbook, require_workbook
from program import Refusal
from register import ask, ask_json, label, literal, report_facts, shown
from sheets import text_name, totals, value_of

DELETED = '这一格已从文件中删除'
ERROR = re.compile(r'#[A-Z/0!?]+')
UNESCAPED = re.compile(r'_x([0-9A-Fa-f]{4})_')


def plain(text):
    """A text as every program leaves it: LibreOffice saves no carriage returns, and reads its own _x000D_ as one."""
    return UNESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text).replace('\r\n', '\n').replace('\r', '\n')


def words_of(value):
    """What a cell of words holds, as it is shown."""
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    return '' if value is None else str(value)


def counted(value):
    """The number as which programs add a value up, and whether all of them do."""
    if isinstance(value, (int, float)):
        return value, not isinstance(value, bool)
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        return to_excel(value), True
    return 0, True


class Answers:
    """A workbook as it was saved: values, and the formulas that they come from."""

    def __init__(self, file):
        require_workbook(file)
        self.values = open_workbook(file, data_only=True)
        self.formulas = open_workbook(file)
        self.names = names_of(self.formulas)
        self.unit, self.year, self.scope, self.form, self.version = identity_of(self.values, self.names)

    def cell(self, name):
        """The cell of a name as it was saved, or None."""
        place = self.names.get(name)
        return self.values[place[0]][place[1]] if place else None

    def value(self, name):
        cell = self.cell(name)
        return None if cell is None else cell.value

    def is_formula(self, name):
        place = self.names.get(name)
        return bool(place) and self.formulas[place[0]][place[1]].data_type == 'f'

    def require_calculated(self):
        """A file that a program wrote without calculating shows no totals, or those of before."""
        total = self.value('register.sum')
        if total is None:
            raise Refusal('没有经过计算：用 Excel、WPS 或 LibreOffice 打开，保存，再交来')
        if isinstance(total, (int, float)):
            held = [counted(self.value(name)) for name in self.names if re.fullmatch(r'[a-z_]+\.[a-z_]+\.[a-z_]+', name)]
            # LibreOffice counts a cell that says TRUE, Excel does not
            if min(abs(sum(n for n, certain in held if n and (certain or doubtful)) - total) for doubtful in (True, False)) \
                    > 1e-9 * max(1, sum(abs(n) for n, _ in held)):
                raise Refusal('改动以后没有重新计算：用 Excel、WPS 或 LibreOffice 打开，保存，再交来')

    def raw(self, name):
        """What a cell of numbers holds, as text for the register to read, and why it holds none."""
        cell = self.cell(name)
        if cell is None:
            return None, DELETED
        if isinstance(cell, MergedCell):
            return None, '这一格与别的格合并了'
        value = cell.value
        if value is None:
            return '', None
        if isinstance(value, bool):
            return None, '填的是“%s”，不是数字' % ('真' if value else '假')
        if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
            return None, '填的成了日期“%s”，不是数字' % words_of(value)
        if isinstance(value, (int, float)) and '%' in re.sub(r'"[^"]*"|\\.', '', cell.number_format):
            return None, '填的是百分数“%s%%”，不是数字' % format(decimal.Decimal('%.15g' % (100 * value)), 'f')
        if isinstance(value, (int, float)):
            number = decimal.Decimal(value) if isinstance(value, int) else decimal.Decimal('%.15g' % value)
            return format(number, 'f'), None
        if cell.data_type == 'e' or ERROR.match(value):
            return None, '公式的结果是错误“%s”' % value
        return value.strip(), None

    def text(self, name):
        return plain(words_of(self.value(name)))


# The register reads each cell as it reads those of pages.
READ = '''
SELECT jsonb_object_agg(e.key, jsonb_build_object('number', n.value, 'plain', n.plain,
    'kind', CASE WHEN abs(n.value) >= disclosure.cell_limit(e.key) THEN 'misfit' ELSE n.kind END))
FROM jsonb_each_text({cells}) e CROSS JOIN LATERAL disclosure.read_cell(e.key, e.value) n
'''

# The draft is locked, or made, before its version is compared: nobody changes it in between. A file of version 0 is of a draft
# that is not yet there.
STORE = '''
BEGIN;
SELECT set_config('workbook.input', {input}, true) IS NULL;
DO $workbook$
DECLARE
    input jsonb := current_setting('workbook.input');
    r disclosure.report;
    own boolean;
    text record;
BEGIN
    INSERT INTO disclosure.entry_report (unit_id, year, scope) VALUES (input ->> 'unit', (input ->> 'year')::integer, input ->> 'scope');
    SELECT p.xmin = pg_current_xact_id()::xid INTO own FROM disclosure.report p
    WHERE p.unit_id = input ->> 'unit' AND p.year = (input ->> 'year')::integer AND p.scope = input ->> 'scope';
    SELECT p.* INTO r FROM disclosure.report p
    WHERE p.unit_id = input ->> 'unit' AND p.year = (input ->> 'year')::integer AND p.scope = input ->> 'scope';
    IF r.version <> (input ->> 'version')::integer AND NOT (input ->> 'version' = '0' AND own) THEN
        RAISE EXCEPTION '文件是按第%版做的，登记簿里已经是第%版：请重新导出，再填写', input ->> 'version', r.version;
    END IF;
    IF input -> 'numbers' <> '{{}}' THEN
        EXECUTE format('UPDATE disclosure.entry_report SET %s, reason = %L WHERE unit_id = %L AND year = %L AND scope = %L',
            (SELECT string_agg(format('%I = %L', disclosure.entry_column(e.key), e.value), ', ') FROM jsonb_each_text(input -> 'numbers') e),
            input ->> 'reason', r.unit_id, r.year, r.scope);
    END IF;
    FOR text IN
        SELECT e.value ->> 'section' AS section, e.value ->> 'title' AS title, e.value ->> 'body' AS body
        FROM jsonb_array_elements(input -> 'texts') e
    LOOP
        UPDATE disclosure.entry_text t SET title = text.title, body = text.body, reason = input ->> 'reason'
        WHERE t.unit_id = r.unit_id AND t.year = r.year AND t.scope = r.scope AND t.section = text.section;
    END LOOP;
END
$workbook$;
SELECT version FROM disclosure.report WHERE unit_id = {unit} AND year = {year} AND scope = {scope};
COMMIT;
'''


class Outcome:
    """What a file holds: numbers, cells that hold none and why, what else is to be said, and what differs from the register."""

    def __init__(self, file):
        self.file = file
        self.answers = answers = Answers(file)
        self.facts = facts = report_facts(answers.unit, answers.year, answers.scope)
        if answers.form != facts['form']:
            raise Refusal('文件是%s格式的，%s%s年的报告是%s格式' % (answers.form, facts['name'], answers.year, facts['form']))
        answers.require_calculated()
        self.refused, self.refused_texts, self.numbers, self.notes = {}, {}, {}, []
        self.read_cells()
        self.changed = [path for path in self.numbers if self.numbers[path] != facts['values'].get(path)]
        self.texts = changed_texts(answers, facts, self.notes, self.refused_texts)
        self.note_totals()
        if is_open_elsewhere(file):
            self.notes.append('这个文件正在别的程序里打开，没有保存的改动没有读入')

    def read_cells(self):
        about, raws = self.facts['cells'], {}
        for path in sorted(about, key=lambda path: about[path]['position']):
            raw, why = self.answers.raw(path)
            if why:
                self.refused[path] = why
            else:
                raws[path] = raw
        read = ask_json(READ.format(cells=literal(json.dumps(raws, ensure_ascii=False)) + '::jsonb')) or {}
        for path, raw in raws.items():
            cell = read[path]
            if cell['kind'] in ('number', 'blank'):
                self.numbers[path] = cell['number']
                if raw and not cell['plain']:
                    self.notes.append('%s：“%s”读作%s' % (label(about[path]), raw, shown(cell['number'])))
            elif cell['kind'] == 'misfit':
                self.refused[path] = '填的“%s”这一格容不下（单位是%s，%s）' % (raw[:100], about[path]['measure'],
                    '没有小数' if about[path]['decimals'] == 0 else '最多%s位小数' % about[path]['decimals'])
            else:
                self.refused[path] = '填的“%s”不是数字' % raw[:100]
        # a formula over what is not taken would make the register's own numbers contradict each other
        formulas = {path: parts for path, parts in totals(self.facts).items() if self.answers.is_formula(path)}
        while True:
            more = [path for path, parts in formulas.items() if path not in self.refused and any(part in self.refused for part, _ in parts)]
            if not more:
                break
            for path in more:
                self.refused[path] = '由没有读入的格算出'
                self.numbers.pop(path, None)

    def note_totals(self):
        """Totals that the register holds otherwise than their parts add up to, and that the formula changes; and formulas in
        whose place somebody wrote a number that is no sum."""
        values = self.facts['values']
        for path, parts in totals(self.facts).items():
            total = value_of(parts, self.numbers)
            if path in self.changed and not self.answers.is_formula(path) and None not in (total, self.numbers[path]) and total != self.numbers[path]:
                self.notes.append('%s：没有用公式，填的是%s，各项之和是%s，存入%s' % (
                    label(self.facts['cells'][path]), *map(shown, (self.numbers[path], total, self.numbers[path]))))
            total = value_of(parts, values)
            if path in self.changed and self.answers.is_formula(path) and total is not None and total != values.get(path):
                self.notes.append('%s：登记簿里是%s，公式算得%s，存入%s' % (
                    label(self.facts['cells'][path]), *map(shown, (values.get(path), self.numbers[path], self.numbers[path]))))

    def untaken(self):
        """What was not taken, why, and what the register has there: (words, words, words); a table that was deleted at once."""
        about = self.facts['cells']
        gone = [section for section in sorted({cell['section'] for cell in about.values()})
                if all(self.refused.get(path) == DELETED for path, cell in about.items() if cell['section'] == section)]
        for section in gone:
            yield '表%s' % section, '已从文件中删除', '的数不变'
        for path, why in self.refused.items():
            if about[path]['section'] not in gone:
                yield label(about[path]), why, '仍是' + shown(self.facts['values'].get(path))
        for section, why in self.refused_texts.items():
            yield '文字“%s”' % section, why, '的不变'

    def store(self):
        """Stores what differs in one transaction, and returns the version of the report then."""
        answers = self.answers
        return int(ask(STORE.format(unit=literal(answers.unit), year=answers.year, scope=literal(answers.scope), input=literal(json.dumps({
            'unit': answers.unit, 'year': answers.year, 'scope': answers.scope, 'version': answers.version,
            'numbers': {path: None if self.numbers[path] is None else shown(self.numbers[path]) for path in self.changed},
            'texts': self.texts, 'reason': '读入表格 ' + os.path.basename(self.file)[:100]}, ensure_ascii=False)))).split()[-1])


def changed_texts(answers, facts, notes, refused):
    texts = []
    for text in facts['texts']:
        names = {part: text_name(text, part) for part in ('title', 'body')}
        cells = [answers.cell(name) for name in names.values()]
        if all(name not in answers.names for name in names.values()):
            continue                # not in the file
        if any(cell is None or isinstance(cell, MergedCell) for cell in cells):
            refused[text['section']] = '格子从文件中删除了，或者与别的合并了'
            continue
        if any(cell.data_type == 'e' for cell in cells):
            refused[text['section']] = '公式的结果是错误'
            continue
        held = {part: answers.text(name) for part, name in names.items()}
        before = {'title': text['title'] or text['heading'] or '', 'body': text['body'] or ''}
        if held != {part: plain(words) for part, words in before.items()}:
            texts.append({'section': text['section'], 'title': held['title'] or None, 'body': held['body'] or None})
            if any(answers.is_formula(name) for name in names.values()):
                notes.append('文字“%s”是公式，存入的是它的结果' % text['section'])
    return texts

