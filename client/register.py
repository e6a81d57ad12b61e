"""The register as the clients of this folder see it: through psql, which the PG* environment variables lead to a server."""
import decimal
import json
import os
import re
import subprocess

from program import Refusal

PSQL = ['psql', '-XqAtw', '-v', 'ON_ERROR_STOP=1', '-v', 'SHOW_CONTEXT=never', '-v', 'VERBOSITY=verbose']
CHINESE = re.compile('[\u3400-\u9fff]')
NO_PSQL = '没有 psql：请安装 PostgreSQL 的客户端程序'
NO_CONNECTION = 2               # psql's status
# What the server says in the language of its own messages, by SQLSTATE or the class of it.
SENTENCES = {
    '3F000': '数据库里没有登记簿，或者它的版本与本程序不同', '42P01': '数据库里没有登记簿，或者它的版本与本程序不同',
    '42883': '数据库里没有登记簿，或者它的版本与本程序不同', '42703': '登记簿的版本与本程序不同', '42501': '当前的账号没有权限',
    '25006': '这个服务器只能读，不能写', '57014': '花的时间超过了服务器的限制', '53': '服务器的磁盘、内存或者连接不够了', '40': '别处同时在改，请再试一次',
    '55': '别处同时在改，请再试一次', '57': '服务器正在关闭或者启动，请稍后再试', '22P05': '有数据库的编码容不下的字',
}


def literal(value):
    """A value as an SQL literal, whatever standard_conforming_strings says."""
    if value is None:
        return 'NULL'
    return "E'" + str(value).replace('\x00', '').replace('\\', '\\\\').replace("'", "''") + "'"


def environment():
    """That of psql, whose own words before what the server says are to be known."""
    return dict(os.environ, PGCLIENTENCODING='UTF8', LC_ALL='C')


def run_psql(arguments, script=None, folder=None):
    """Runs psql with these arguments, or a script, and returns what it prints. An error is a Refusal."""
    try:
        run = subprocess.run(PSQL + arguments, env=environment(), input=script, cwd=folder,
                             stdin=subprocess.DEVNULL if script is None else None, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, encoding='utf-8', errors='replace')
    except FileNotFoundError:
        raise Refusal(NO_PSQL)
    if run.returncode != 0:
        raise Refusal(sentence(run.returncode, run.stderr))
    return run.stdout


def ask(script):
    """Runs a script in one session, and returns what it prints."""
    return run_psql([], 'SET client_min_messages = error;\n' + script)


class Session:
    """A psql that stays open, to be asked more than once."""

    def __enter__(self):
        try:
            self.psql = subprocess.Popen(PSQL, env=environment(), stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding='utf-8', errors='replace')
        except FileNotFoundError:
            raise Refusal(NO_PSQL)
        return self

    def ask(self, script):
        """Returns the one line that a script prints."""
        try:
            self.psql.stdin.write(script + '\n')
            self.psql.stdin.flush()
        except BrokenPipeError:
            pass                # what psql says is read below
        line = self.psql.stdout.readline()
        if not line:
            error = self.psql.communicate()[1]
            raise Refusal(sentence(self.psql.returncode, error))
        return line.strip()

    def __exit__(self, *_):
        if self.psql.poll() is None:
            self.psql.communicate()


def sentence(status, error):
    """What psql reports, in Chinese: the register's own messages as they are."""
    lines, state = [], None
    for line in error.strip().splitlines():
        line = re.sub(r'^psql:[^:]*:\d+: ', '', line)
        if re.match(r'LINE \d|\s*\^|LOCATION:  |[A-Z]+ NAME:  ', line):
            continue            # where in the script and in the server, and what is named in the message
        found = re.match(r'\w+:  ([0-9A-Z]{5}): ', line)    # ERROR in the server's language
        if found and state is None:
            state, line = found.group(1), line[found.end():]
        lines.append(re.sub(r'^(psql: error: |DETAIL:  |HINT:  )', '', line).strip())
    words = '\n'.join(line for line in lines if line)
    if status == NO_CONNECTION and state is None:
        place = '，'.join('%s=%s' % (name, os.environ[name]) for name in ('PGHOST', 'PGPORT', 'PGDATABASE', 'PGUSER') if name in os.environ)
        return '连接不上数据库（%s）：请核对 PGHOST、PGDATABASE、PGUSER，密码放在 ~/.pgpass（%s）' % (place or '没有设置 PGHOST 等环境变量', words)
    if CHINESE.search(re.sub('"[^"]*"', '', words.partition('\n')[0])):     # but for the names in it
        return words
    if not words:
        return 'psql 没有完成（退出状态 %d）：内存或者磁盘可能满了' % status
    return '%s（%s）' % (SENTENCES.get(state) or SENTENCES.get((state or '')[:2]) or '服务器或者 psql 报错', words)


def ask_json(query):
    """The one value that a query returns."""
    printed = ask('SELECT (%s)::jsonb;\n' % query).strip()
    return json.loads(printed, parse_float=decimal.Decimal) if printed else None


def report_facts(unit, year, scope):
    """All that a table to fill in needs: layout, labels, relations, numbers, texts, last year; a report that is not there
    begins as its draft would."""
    facts = ask_json(FACTS.format(unit=literal(unit), year=year, scope=literal(scope)))
    if facts is None:
        raise Refusal('没有代码为“%s”的单位，或者无权查看' % unit)
    return facts


# Everybody sees which units there are: who has no duty for one gets no empty form of it. Statutory relations are equations; each side is listed by the cells that the table shows, so that a line of another form
# brings its own. Figures of two forms are shown with the labels of the older one.
FACTS = '''
SELECT x.facts FROM (SELECT {unit}::text AS unit_id, {year} AS year, {scope}::text AS scope) q
JOIN disclosure.unit u ON u.unit_id = q.unit_id
LEFT JOIN disclosure.unit_name n ON n.unit_id = u.unit_id AND disclosure.in_years(q.year, n.from_year, n.to_year)
LEFT JOIN disclosure.report r ON r.unit_id = u.unit_id AND r.year = q.year AND r.scope = q.scope
LEFT JOIN disclosure.report_text w ON w.unit_id = u.unit_id AND w.year = q.year AND w.scope = q.scope
LEFT JOIN disclosure.report_text p ON p.unit_id = u.unit_id AND p.year = q.year - 1 AND p.scope = q.scope
CROSS JOIN LATERAL (SELECT CASE WHEN r.unit_id IS NULL THEN disclosure.first_figures(u.unit_id, q.year, q.scope)
    ELSE disclosure.entry_figures(r) END AS figures OFFSET 0) f
CROSS JOIN LATERAL (SELECT f.figures, split_part(disclosure.forms_of(f.figures), '+', 1) AS form,
    disclosure.render_document(NULL, NULL, NULL, f.figures, NULL, NULL, 'json')::jsonb AS document OFFSET 0) t
CROSS JOIN LATERAL (
    WITH cells AS MATERIALIZED (
        SELECT DISTINCT ON (c.path) c.path, c.position, c.section, concat_ws('：', c.group_label, c.row_label) AS row_label,
            c.column_label, c.measure, c.decimals, c.signed, c.definition
        FROM disclosure.form_cell c
        WHERE c.path IN (SELECT b ->> 'path' FROM jsonb_path_query(t.document, '$.tables[*].boxes[*]') b)
        ORDER BY c.path, c.form <> t.form)
    SELECT jsonb_build_object('unit', u.unit_id, 'name', coalesce(n.name, u.name),
        'title', coalesce(nullif(w.title, ''), format('%s%s年政府信息公开工作年度报告', coalesce(n.name, u.name), q.year)), 'year', q.year, 'scope', q.scope,
        'scope_label', disclosure.scope_label(q.scope), 'form', t.form,
        'version', coalesce(r.version, 0), 'status', disclosure.status_label(coalesce(r.status, 'draft')),
        'tables', t.document -> 'tables', 'cells', (SELECT jsonb_object_agg(c.path, to_jsonb(c)) FROM cells c),
        'values', (SELECT jsonb_object_agg(v.path, v.value) FROM disclosure.cells(t.figures) v),
        'last', coalesce((SELECT jsonb_object_agg(v.path, v.value) FROM disclosure.cells(
            (disclosure.last_year_of(u.unit_id, q.year, q.scope)).figures) v), '{{}}'),
        'rules', (SELECT jsonb_agg(jsonb_build_object('code', s.code, 'description', s.description, 'advice', s.advice,
                'left', l.cells, 'right', g.cells) ORDER BY s.form <> t.form, s.place)
            FROM (SELECT DISTINCT ON (s.code) s.* FROM (SELECT s.*, row_number() OVER () AS place FROM disclosure.statutory_rule s) s
                ORDER BY s.code, s.form <> t.form, s.place) s
            CROSS JOIN LATERAL (SELECT jsonb_agg(jsonb_build_array(e.path, e.factor) ORDER BY cells.position) AS cells
                FROM disclosure.expression_cells(split_part(s.statement, ' = ', 1)) e JOIN cells USING (path)
                WHERE s.statement ~ '=') l
            CROSS JOIN LATERAL (SELECT jsonb_agg(jsonb_build_array(e.path, e.factor) ORDER BY cells.position) AS cells
                FROM disclosure.expression_cells(split_part(s.statement, ' = ', 2)) e JOIN cells USING (path)
                WHERE s.statement ~ '=') g
            WHERE s.statement ~ '^[^<>=!]+ = [^<>=!]+$' AND s.statement !~ ' (within|when|or) '
                AND l.cells IS NOT NULL AND g.cells IS NOT NULL),
        'texts', (SELECT jsonb_agg(jsonb_build_object('number', s.number, 'section', s.section,
                'heading', d.section ->> 'title', 'title', w.sections #>> ARRAY[s.section, 'title'],
                'body', w.sections #>> ARRAY[s.section, 'text'], 'last', p.sections #>> ARRAY[s.section, 'text']) ORDER BY s.number)
            FROM jsonb_array_elements(t.document -> 'sections') WITH ORDINALITY d(section, place)
            CROSS JOIN LATERAL (SELECT d.section ->> 'number' AS section, d.place AS number) s)) AS facts) x
WHERE r.unit_id IS NOT NULL OR disclosure.caller_sees(u.unit_id, q.year)
'''


def equations(facts):
    """The relations that add parts up to a single cell: [([[cell, 1]], [[part, factor], ...])]."""
    sides = [sides for rule in facts['rules'] or () for sides in ((rule['right'], rule['left']), (rule['left'], rule['right']))]
    return [(one, parts) for one, parts in sides if len(one) == 1 and one[0][1] == 1 and len(parts) > 1]


def label(cell):
    """A cell as sentences name it."""
    return '%s、%s，%s' % (cell['section'], cell['row_label'], cell['column_label'])


def shown(number):
    """A number as sentences write it."""
    return '空白' if number is None else str(number) if isinstance(number, int) else format(number.normalize(), 'f')
