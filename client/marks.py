"""Writes findings into the workbook that a report was filled in with."""
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from answers import Outcome
from program import Refusal, write_whole
from register import ask_json, literal, shown
from sheets import GREY, RED, bytes_of

AUTHOR = '登记簿核对'

FINDINGS = '''
SELECT coalesce(jsonb_agg(jsonb_build_object('path', f.path, 'message', f.message, 'advice', f.advice, 'label', f.severity_label,
    'result', f.result_label, 'likely', f.likely_amount, 'amount', f.amount) ORDER BY f.severity, f.rule), '[]')
FROM disclosure.entry_finding f WHERE f.unit_id = {unit} AND f.year = {year} AND f.scope = {scope} AND f.result = 'fail' AND f.is_explained = 0
'''


def mark(file):
    """Marks the cells of the findings, and returns a sentence. The file then is of the version that the register holds."""
    outcome = Outcome(file)
    facts, held = outcome.facts, outcome.answers
    if not facts['version']:
        raise Refusal('登记簿里还没有这份报告，先读入文件')
    if outcome.changed:
        raise Refusal('文件里有%d格与登记簿不同，%s' % (len(outcome.changed), '先读入文件' if held.version == facts['version'] else '登记簿已是第%s版，请重新导出' % facts['version']))
    findings = ask_json(FINDINGS.format(unit=literal(held.unit), year=held.year, scope=literal(held.scope)))
    said = {}
    for path, why in outcome.refused.items():
        said.setdefault(path, []).append('没有读入：%s，登记簿里仍是%s' % (why, shown(facts['values'].get(path))))
    elsewhere = []
    for finding in findings:
        if finding['path'] not in facts['cells']:
            elsewhere.append('%s（%s）' % (finding['message'], finding['label']))
            continue
        words = '%s：%s' % (finding['label'], finding['message'])
        if finding['likely'] is not None:
            words += '\n可能应为 %s' % shown(finding['likely'])
        if finding['advice']:
            words += '\n' + finding['advice']
        said.setdefault(finding['path'], []).append(words)
    book = held.formulas
    for path in facts['cells']:
        place = held.names.get(path)
        if place is None:
            continue
        cell = book[place[0]][place[1]]
        if cell.comment is not None and cell.comment.author == AUTHOR:
            cell.comment = None
            cell.fill = GREY if cell.data_type == 'f' and cell.protection.locked else PatternFill()
        if path in said:
            words = '\n'.join(dict.fromkeys(said[path]))
            cell.comment = Comment(words[:2000], AUTHOR, height=40 + 20 * words.count('\n') + 20 * (len(words) // 20), width=320)
            cell.fill = RED
    place = held.names['register.version']
    book[place[0]][place[1]].value = str(facts['version'])
    write_whole(file, bytes_of(book))
    sentence = '标出%d格，文件现为第%s版' % (len(said), facts['version'])
    return sentence + ''.join('\n  ' + words for words in dict.fromkeys(elsewhere))
