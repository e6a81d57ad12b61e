/*
 * metadata_json.h
 *	  Writes metadata as the JSON of parsed_report.metadata.
 */
#ifndef DISCLOSURE_METADATA_JSON_H
#define DISCLOSURE_METADATA_JSON_H

#include "page/metadata.h"

/* {"index_number": …, "dates": {…}, "contact": {…}, …} */
extern void metadata_to_json(const Metadata *metadata, StringInfo json);

#endif							/* DISCLOSURE_METADATA_JSON_H */
