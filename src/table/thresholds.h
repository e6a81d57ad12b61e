/*
 * thresholds.h
 *	  How much must be seen before something is believed: the numbers that reading
 *	  was taught by pages, each with the shape of page that taught it.
 *
 * What only says how much room there is, such as LINE_CELLS_MAX, stands where the
 * room is; the costs of an alignment of rows, which mean something only beside
 * each other, stand in guess_row_order.c.  "…_MIN of …_OF" is a share.
 */
#ifndef DISCLOSURE_THRESHOLDS_H
#define DISCLOSURE_THRESHOLDS_H

/* -- tokens: what kind of text it is ----------------------------------- */

/* Lines with pipes that must be whole rows: tables in Markdown have lines of prose with a pipe in them. */
#define RULED_MIN	8
#define RULED_OF	10

/* Bytes of a row with some content: converters leave "| |" for empty paragraphs. */
#define RULED_BYTES_MIN	4

/* Labels that run together with numbers: a sentence may have one, "行政许可5件". */
#define GLUED_MIN	2

/* Rows that run into the next one, "… | 0\n规章 | 3 | …": a last cell may be missing in one or two. */
#define OPEN_ENDS_MIN	3

/* Pages that must begin, or end, with their number: a table may begin a page with a 1. */
#define NUMBERED_PAGES_MIN	2

/* Bytes of a page number with its marks, "- 3 -": a longer line says something else. */
#define MARKED_BYTES_MAX	30

/* Bytes of a label: a cell that holds more is prose, as where a report is laid out in a table. */
#define LABEL_BYTES_MAX	900

/* Bytes of a remark in brackets, "（含20项委托事项）", whose numbers are none of the table: a longer one is running text. */
#define REMARK_BYTES_MAX	300

/* Bytes between two labels of one line of heads: cells of HTML carry blanks. */
#define HEAD_LINE_MAX	1000

/* Totals other than zero in a column before columns of zeros, in a PDF whose columns come one after the other: fewer may fit by chance. */
#define DISPLACED_TOTALS_MIN	3

/* -- labels ------------------------------------------------------------- */

/*
 * If the form prints this row next, one code point in three of its label may be
 * misprinted, and one more, as in scanned pages; shorter labels say too little.
 */
#define NEXT_ROW_MIN		5
#define NEXT_ROW_EDITS_OF	3

/* Code points of a label cut short, as by the edge of a column of a PDF, that are enough to know it by */
#define LABEL_PREFIX_MIN	6

/* The form's own remark, "（区分处理的，…）", counts as misprinted if up to one code point in so many differs: else it was left out. */
#define REMARK_EDITS_OF	4

/* Code points of a label of a table other than the one at hand: "其他" and "规章" are words of any section. */
#define OTHER_TABLE_MIN	4

/* Signs that may precede a label within a text: quotes, brackets, blanks */
#define LABEL_LEAD_MAX	16

/* -- rows --------------------------------------------------------------- */

/*
 * Sums that fail, in all and of so many rows, where numbers of a PDF came in another
 * order than their labels: an office's own mistakes are fewer.
 */
#define SCRAMBLED_MIN	2
#define SCRAMBLED_OF	10

/* Rows that must agree on a column without a head, a 小计: in one row another column may be the one by chance. */
#define AGREEING_ROWS_MIN	2

/* Rows with more numbers than columns that show such a column: one may have run into the next. */
#define WIDE_ROWS_MIN	2

/* Numbers of a row that can show a subtotal before its total: of "3 | 0 | 3" the zero may be any column. */
#define SUBTOTAL_NUMBERS_MIN	4

/* Empty lines that one empty cell leaves, where each cell is a paragraph */
#define LINES_PER_CELL_MAX	3

/* Rows, and their share of all, whose empty lines make up just the columns: fewer may do so by chance. */
#define GAPS_FITTING_MIN		3
#define GAPS_FITTING_SHARE_MIN	3
#define GAPS_FITTING_SHARE_OF	4

/* Twice the code points by which the last numbers of lines set out in columns differ: they are centred or aligned right. */
#define ENDS_APART_MAX	8

/* A distance within a column is much smaller than one between columns if so many times it is still less. */
#define PLACES_MUCH_SMALLER	3

/* Bytes and code points of a caption that names the year of a table: a longer line is prose. */
#define CAPTION_BYTES_MAX	150
#define CAPTION_POINTS_MAX	40

/* Code points of one that names it by a word, 上年: labels have the word too. */
#define YEAR_WORD_POINTS_MAX	12

/* Tables of so many years are told apart. */
#define TABLE_YEARS_MAX		8

/* A table comes again if half of its rows do: one row may be repeated by mistake. */
#define REPEATED_ROWS_OF	2

/* -- lost and moved cells ------------------------------------------------- */

/* Most rows have a total if there are more than so many for each without: an office leaves out totals of empty rows. */
#define TOTALS_PER_LOSS	2

/* Rows that end early in a sum, "3 | 3 | | |", if other rows have empty cells in their places: one may do so by chance. */
#define EARLY_SUMS_MIN	2

/* The same on a page with wrong sums, where no row has a total in its place: two equal numbers may stand beside each other. */
#define EARLY_SUMS_ALONE	3

/*
 * Rows with empty cells at their ends, here more and there fewer, if more have them there than between numbers:
 * of cells left out, one in seven or fewer is the last by chance.  An office that fills in no totals has as
 * many rows with numbers that are no sum.
 */
#define RAGGED_ROWS_MIN		4
#define RAGGED_PER_LATE		3

/*
 * A loss is regular if it concerns nine of ten rows that lost cells, three of
 * four rows of the table, and at least three rows, filled in few ways: a page that
 * lost a few cells here and there does not tell which.
 */
#define LOSS_REGULAR_MIN	9
#define LOSS_REGULAR_OF		10
#define LOSS_SHARE_MIN		3
#define LOSS_SHARE_OF		4
#define LOSS_ROWS_MIN		3
#define LOSS_PATTERNS_MAX	3

/* Rows that must seem to have lost their totals: one or two just have a wrong sum. */
#define TOTALS_LOST_MIN	3

/* Rows with zeros at both ends that show that an office fills in zeros there */
#define ZERO_ROWS_MIN	3

/* One row of so many may have a zero between its ends: an office that leaves out zeros here and there leaves out those of the ends too. */
#define INNER_ZEROS_OF	10

/* If more than one row of so many that run together has no cut, not sums are wrong but cells are lost. */
#define UNCUT_ROWS_OF	3

/*
 * Rows that run together and have no cut, but one into fewer numbers, a total and several others: one wrong
 * sum may have it by chance.
 */
#define LOST_RUNS_MIN		2
#define LOST_IN_RUN_LEAST	4

/* Sums of columns that a row which runs together must break: one may be an office's mistake. */
#define BROKEN_COLUMNS_MIN	2

#endif							/* DISCLOSURE_THRESHOLDS_H */
