/*
 * fee.h
 *	  信息处理费: the two scales of 国办函〔2020〕109号, of which one counts for a
 *	  request.
 */
#ifndef DISCLOSURE_FEE_H
#define DISCLOSURE_FEE_H

/*
 * 按件计收: yuan for the first n requests that an applicant makes within a
 * calendar month; n is not negative.
 */
extern int128 fee_by_item(int n);

/* 按量计收: yuan for the n pages of one request; n is not negative. */
extern int128 fee_by_page(int n);

#endif							/* DISCLOSURE_FEE_H */
