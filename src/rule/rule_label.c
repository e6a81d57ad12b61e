/*
 * rule_label.c
 *	  What is wrong with an expression, in the words of an office.
 *
 * Programmers read the messages of the parser where they stand; an office that
 * writes measures reads these.
 */
#include "postgres.h"

#include "rule/rule_label.h"

static const struct
{
	const char *message;
	const char *label;
}			error_label[] = {
	{"there is no such cell", "没有这一格"},
	{"there is no such table", "没有这张表，表是 proactive、requests 或 remedies"},
	{"there is no such row or group of rows", "没有这一行或行组"},
	{"there is no such column or group of columns", "没有这一列或列组"},
	{"a path has three parts", "路径有三段：表.行.列"},
	{"a number or the path of a cell is expected", "这里应是数或单元格的路径"},
	{"the number is out of range or has too many decimals", "数太大，或者小数位太多"},
	{"a coefficient is at most a million", "系数最多一百万"},
	{"no cell is compared here", "这里没有单元格"},
	{"every \"*\" of a rule belongs to one table", "这里不能用 *"},
	{"an expression has no \"*\"", "这里不能用 *"},
	{"an expression is about one report only", "只能用本报告的单元格，不能用 previous.、children. 或 text."},
	{"there is no such indicator or topic of the text", "文字中没有这个指标"},
	{"the expression should end here", "表达式应到此为止"},
	{"the rule has too many terms", "项太多"},
};

const char *
rule_error_label(const char *message)
{
	for (int i = 0; i < lengthof(error_label); i++)
		if (strcmp(error_label[i].message, message) == 0)
			return error_label[i].label;
	elog(ERROR, "no label for \"%s\"", message);
}
