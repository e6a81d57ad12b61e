/*
 * page_style.c
 *	  The style sheet of a report as an HTML page.
 *
 * It names no font or picture that would have to be fetched.  On a phone the
 * labels over groups of lines and the heads over single columns stand upright,
 * so that ten columns fit; on paper the heads of a table are repeated on each
 * page, and no heading is the last line of one.
 */
#include "postgres.h"

#include "layout/page_style.h"

const char	page_style[] =
":root{color-scheme:light dark;--paper:#fff;--ink:#1a1a1a;--faint:#555;--line:#8a8a8a;--head:#f0f2f5;--marked:#fde8c8;--sign:#a33a00}\n"
"@media (prefers-color-scheme:dark){:root{--paper:#16181c;--ink:#e8e8e8;--faint:#b4b8be;--line:#6c727a;--head:#24282f;--marked:#4d3508;--sign:#ffb871}}\n"
"*{box-sizing:border-box}\n"
"body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.8 \"Songti SC\",SimSun,\"Noto Serif CJK SC\",serif}\n"
"main,footer{max-width:60rem;margin:0 auto;padding:0 1rem}\n"
"h1{font-size:1.6rem;line-height:1.4;text-align:center;margin:2rem 0 1.2rem;overflow-wrap:anywhere}\n"
"h2{font-size:1.15rem;margin:1.8rem 0 .6rem;overflow-wrap:anywhere}\n"
"p{margin:.3rem 0;text-indent:2em;overflow-wrap:anywhere}\n"
"ul{list-style:none;margin:0 0 1rem;padding:0;color:var(--faint);font-size:.9rem;overflow-wrap:anywhere}\n"
".metadata{display:flex;flex-wrap:wrap;gap:0 2rem;padding:.6rem 0;border:solid var(--line);border-width:1px 0}\n"
"footer{font-size:.9rem;color:var(--faint);margin-top:2rem}\n"
"footer p{text-indent:0;border-top:1px solid var(--line);padding-top:.6rem}\n"
".table{overflow-x:auto}\n"
"table{width:100%;border-collapse:collapse;font-size:.9rem;line-height:1.4}\n"
"th,td{border:1px solid var(--line);padding:.3rem .4rem;text-align:center;font-weight:normal}\n"
"th{background:var(--head)}\n"
"th[scope=row]{text-align:left}\n"
"th.group{text-align:center}\n"
".proactive,.remedies{table-layout:fixed}\n"
"thead th{text-wrap:balance}\n"
".requests thead th{word-break:keep-all}\n"
".requests td,.remedies td{font-variant-numeric:tabular-nums}\n"
".marked{background:var(--marked)}\n"
".sign{color:var(--sign);font-weight:bold;line-height:0}\n"
"@media screen and (min-width:40.01rem){.requests td{min-width:3.2em}}\n"
"@media screen and (max-width:40rem){\n"
"main,footer{padding:0 .4rem}\n"
"table{font-size:.72rem}\n"
"th,td{padding:.2rem .1rem}\n"
".requests thead th:not([colspan]),.requests .group,.remedies thead th:not([colspan]){writing-mode:vertical-rl;padding:.3rem .1rem}\n"
".requests thead th:not([colspan]){height:8em;white-space:nowrap}\n"
".remedies thead th:not([colspan]){height:5.5em;white-space:nowrap}\n"
".requests .group{line-height:1.1;font-size:.9em}\n"
".requests th[scope=row]:not(.group){min-width:6em}\n"
"}\n"
"@page{size:A4;margin:20mm 15mm}\n"
"@media print{\n"
":root{color-scheme:light;--paper:#fff;--ink:#000;--faint:#333;--line:#444;--head:#f0f2f5;--marked:#fde8c8;--sign:#a33a00}\n"
"body{font-size:10.5pt}\n"
"main,footer{max-width:none;padding:0}\n"
".table{overflow:visible;padding-right:.3mm}\n"
"table{font-size:8.5pt;line-height:1.3}\n"
"th,td{padding:1mm .8mm}\n"
"thead{display:table-header-group}\n"
"tr,.proactive tbody,.remedies,footer{break-inside:avoid}\n"
"h1,h2{break-after:avoid}\n"
"p{orphans:2;widows:2}\n"
"}\n";
