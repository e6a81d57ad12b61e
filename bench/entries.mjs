/*
 * entries.mjs REQUESTS UNITS PREFIX
 *
 * Writes the ledgers of UNITS offices in the years 2021 to 2025, as they stand
 * on the last day, for COPY: PREFIX.unit with code, name, kind and the code of
 * the unit above, .request, .event, .case, .item, .supplied; and PREFIX.csv, a
 * file of 10,000 requests to be imported.
 *
 * A few offices have most of the requests.  Applicants and outcomes are as
 * frequent as in 杭州's report of 2025.  Requests and events come in the order of
 * days, as offices record them, so that those of one office lie far apart.
 */
import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { below, chance, pick, seed, weighted } from "./chance.mjs";

const [requestCount, unitCount, prefix] = process.argv.slice(2);
const requests = Number(requestCount), units = Number(unitCount);
const IMPORTED = 10000;
const ABOVE = 100;					/* units that have the others below them */

const applicant = weighted({ natural_person: 13612, enterprise: 252, research: 1, public_welfare: 45, legal_service: 128,
	other_organisation: 32 });
const outcome = weighted({ granted: 5548, partly_granted: 2168, state_secret: 13, prohibited_by_law: 30, security_stability: 11,
	third_party_rights: 51, internal_affairs: 104, process_information: 85, enforcement_file: 286, registry_lookup: 150, not_held: 3222,
	needs_creation: 180, still_unclear: 19, petition_complaint: 203, repeated: 148, published_material: 1, unjustified_mass: 101,
	confirm_or_reissue: 5, supplement_overdue: 318, fee_overdue: 203, miscellaneous: 965 });
const channel = weighted({ online: 70, post: 20, in_person: 8, email: 2 });
const result = weighted({ upheld: 6, overturned: 1, other_result: 3 });

/* -- days, counted from the first of January 2021 ---------------------- */

const iso = day => new Date(Date.UTC(2021, 0, 1 + day)).toISOString().slice(0, 10);
const LAST = (Date.UTC(2025, 11, 31) - Date.UTC(2021, 0, 1)) / 86400000;
const names = new Map();
const date = day => {
	if (!names.has(day))
		names.set(day, iso(day));
	return names.get(day);
};
const happened = day => day <= LAST;
/* a day that may not have come yet */
const dateOrNull = day => happened(day) ? date(day) : "\\N";

/* -- files ------------------------------------------------------------ */

const byDay = {};					/* name -> day -> lines */
const write = (name, day, ...columns) => ((byDay[name] ??= [])[day] ??= []).push(columns.join("\t"));

/* -- units ------------------------------------------------------------ */

const ROOT = "33";
const three = n => String(n + 1).padStart(3, "0");
const codes = Array.from({ length: units }, (_, i) =>
	i < ABOVE ? ROOT + three(i) : ROOT + three(i % ABOVE) + three(Math.floor(i / ABOVE) - 1));

write("unit", 0, ROOT, "某市", "government", "\\N");
codes.forEach((code, i) => write("unit", 0, code, `单位${code}`, i < ABOVE ? "government" : "department", i < ABOVE ? ROOT : code.slice(0, -3)));

/* -- requests --------------------------------------------------------- */

/* What lies between receipt and answer, as [kind, day, column: value, …], and the day of the answer. */
const between = {
	extended(received) {
		return [[["extended", received + 10 + below(10), { days: 20 }]], received + 30 + below(26)];
	},
	supplement(received) {
		const asked = received + 1 + below(6), came = asked + 4 + below(10);

		return [[["supplement_requested", asked, { until: asked + 15 }], ["supplement_received", came]], came + 2 + below(26)];
	},
	third(received) {
		const sent = received + 2 + below(8), reached = sent + 1 + below(3), came = reached + 3 + below(15);

		return [[["third_party_consulted", sent, { party: "甲", reached_on: reached }], ["third_party_replied", came, { party: "甲" }]],
			came + 2 + below(12)];
	},
	agency(received) {
		const sent = received + 2 + below(8), came = sent + 3 + below(20);

		return [[["agency_consulted", sent, { party: "某局" }], ["agency_replied", came, { party: "某局" }]], came + 2 + below(12)];
	},
	fee(received) {
		const noticed = received + 5 + below(10), paid = noticed + 2 + below(15);

		return [[["fee_noticed", noticed, { reached_on: noticed + 2 }], ["fee_paid", paid]], paid + 2 + below(20)];
	},
};
const course = weighted({ none: 814, extended: 100, supplement: 45, third: 25, agency: 10, fee: 6 });

function writeEvents(code, number, events) {
	for (const [kind, day, { until, days, party, reached_on: reached } = {}] of events.filter(([, day]) => happened(day)))
		write("event", day, code, number, kind, date(day), until === undefined ? "\\N" : date(until), days ?? "\\N", party ?? "\\N",
			reached === undefined ? "\\N" : date(reached));
}

function writeCases(code, number, decided, id) {
	const filed = decided + 20 + below(40), concluded = filed + 30 + below(40);
	const writeCase = (no, kind, filed, concluded, follows) => happened(filed) && write("case", filed, code, no, kind, date(filed),
		happened(concluded) ? result() : "\\N", dateOrNull(concluded), number, chance(0.03) ? "co_defendant" : "original", follows);

	if (chance(0.2))
		writeCase(`行${id}`, "direct_suit", filed, concluded + 60, "\\N");
	else {
		writeCase(`复${id}`, "reconsideration", filed, concluded, "\\N");
		if (chance(0.2) && happened(concluded))
			writeCase(`行${id}`, "suit_after_reconsideration", concluded + 10, concluded + 120, `复${id}`);
	}
}

seed(1);
const weights = codes.map((_, i) => 148 + 34776 * (i + 1) ** -0.85);
const all = weights.reduce((a, b) => a + b);
const sizes = new Map();
let weighed = 0, given = 0;
weights.forEach((weight, i) => {
	const before = given;

	weighed += weight;
	given = Math.round(requests * weighed / all);
	/* the largest offices lie far apart among the codes */
	sizes.set(codes[(500 + i * 1009) % units], given - before);
});

for (const [code, count] of sizes) {
	const days = Array.from({ length: count }, () => below(LAST + 1)).sort((a, b) => a - b);

	days.forEach((received, i) => {
		const number = `${iso(received).slice(0, 4)}-${i + 1}`, way = course();
		const [events, decided] = way === "none" ? [[], received + 1 + below(26) + (chance(0.01) ? 20 : 0)] : between[way](received);

		write("request", received, code, number, applicant(), channel(), date(received), happened(decided) ? outcome() : "\\N",
			dateOrNull(decided), `A${below(count) + 1}`);
		if (way !== "none" && chance(0.15))
			events.push(["delivered", decided + below(5)]);
		writeEvents(code, number, events);
		if (chance(0.02))
			writeCases(code, number, decided, i);
	});
}

/* -- documents, and numbers of other bureaus --------------------------- */

const kind = weighted({ normative_documents: 60, government_rules: 2, other: 38 });
for (const code of codes) {
	for (let i = 1 + below(20); i > 0; i--) {
		const made = below(17 * 365) - 12 * 365, repealed = chance(0.2) ? made + below(4000) : LAST + 1;

		write("item", 0, code, i, kind(), `文件${i}`, date(made), dateOrNull(repealed));
	}
	for (let year = 2021; year <= 2025; year++) {
		if (chance(0.5))
			continue;
		write("supplied", 0, code, year, "proactive.licensing.decisions", below(1000));
		if (chance(0.5))
			write("supplied", 0, code, year, "proactive.charges.amount", below(100000) / 100);
	}
}

/* -- a file to be imported -------------------------------------------- */

const OUTCOMES = ["同意公开", "部分公开", "信息不存在", "信访投诉举报", "过程性信息"];
const lines = Array.from({ length: IMPORTED }, (_, i) => {
	const received = below(LAST - 60), extended = chance(0.1);
	const decided = received + 5 + below(20) + (extended ? 20 : 0);

	return [`入${i + 1}`, pick(["公民", "公民", "公民", "企业", "律师事务所"]), pick(["网上", "现场", "邮寄"]), date(received), pick(OUTCOMES),
		iso(decided), extended ? "是" : "否", extended ? date(received + 4) : "", `关于“第${i + 1}号地块”征收补偿方案, 附图`, "某科"]
		.map(cell => cell.includes(",") ? `"${cell}"` : cell);
});
writeFileSync(`${prefix}.csv`, ["申请编号,申请人类型,申请方式,申请日期,办理结果,答复日期,是否延期,延期告知日期,信息名称,承办部门", ...lines].join("\n"));

for (const name in byDay) {
	const out = openSync(`${prefix}.${name}`, "w");

	for (const lines of byDay[name])
		if (lines?.length)
			writeSync(out, `${lines.join("\n")}\n`);
	closeSync(out);
}
