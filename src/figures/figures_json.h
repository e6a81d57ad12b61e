/*
 * figures_json.h
 *	  The text form of figures.
 *
 * {"form":"2021","requests":{"received":[8,0,0,0,0,0,8],...},...}
 *
 * A row is an array of the cells the forms have there, in the order of its
 * columns, or an object of cells by column; a blank cell is null.  Written in
 * the order of the form, without rows that are wholly blank; a row with a
 * cell from outside the forms is written as an object.
 */
#ifndef DISCLOSURE_FIGURES_JSON_H
#define DISCLOSURE_FIGURES_JSON_H

#include "nodes/nodes.h"

#include "figures/figures.h"

/* Returns false if the error went into the context for soft errors. */
extern bool figures_from_json(const char *json, CellVector *vector, Node *escontext);
/* Appends the text form. */
extern void figures_to_json(const CellVector *vector, StringInfo out);

#endif							/* DISCLOSURE_FIGURES_JSON_H */
