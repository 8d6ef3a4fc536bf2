// How simulated people behave: every number of the simulation that is about behaviour stands in this table.
// - 'published': the defaults gathered for simulators of recall from public evidence (docs/simulation.md names it; its
//   quality is low to moderate). 'assumed': chosen so that the demo is plausible; no source is claimed.
// - Shares are of 1; delays are means of exponential waiting times.

export const behaviour = {
  /** Published: valid mobile 75 %, SMS delivered 94 %, e-mail hard bounce 1.5 %. */
  reach: {
    validMobile: 0.75,
    deadMobile: 0.06,
    landlineOnly: 0.1,
    smsDelivered: 0.94,
    emailHardBounce: 0.015,
    /** Assumed. */
    hasEmail: 0.68,
    partnerSharesPhone: 0.25,
  },
  /** Published: booking at the first touch, 0–3 months due, and ×0.6 for each further touch. */
  booking: {
    sms: 0.1,
    email: 0.04,
    furtherTouch: 0.6,
    /** Published: by months since it was due. */
    byLapse: [
      { belowMonths: 6, factor: 1 },
      { belowMonths: 12, factor: 0.6 },
      { belowMonths: 24, factor: 0.35 },
      { belowMonths: Number.POSITIVE_INFINITY, factor: 0.15 },
    ],
    /** Assumed: who answers an SMS with a digit or in words where it offers times; the others follow the link. */
    bySmsReply: 0.7,
  },
  /** Published: 3–5 % a month come back by themselves, contacted or held out. */
  organicReturnPerMonth: { untilThreeMonths: 0.05, untilTwelveMonths: 0.04, later: 0.03 },
  /** Published: no-show 18 %, relative risk 0.70 after an SMS reminder. */
  attendance: {
    noShow: 0.18,
    reminded: 0.7,
    /** Assumed: who said yes comes more surely than who stayed silent. */
    confirmed: 0.75,
  },
  /** Published: 0.3–1.5 % per SMS. */
  optOutPerMessage: 0.007,
  /** Assumed: other answers to an invitation, per message that arrived. */
  invitation: {
    notNow: 0.03,
    decline: 0.015,
    question: 0.028,
    cost: 0.01,
    complaint: 0.002,
    urgent: 0.0015,
    wrongNumber: 0.002,
    deceased: 0.0007,
    elsewhere: 0.005,
    /** Wants to come, but at another time than those offered. */
    otherTime: 0.012,
  },
  /** Assumed: answers to a question about a visit. Cancellations rise ×2–3 once asked (published). */
  visit: {
    confirmFirst: 0.62,
    confirmAgain: 0.4,
    move: 0.045,
    cancel: 0.06,
    late: 0.01,
    question: 0.03,
    /** To "see you tomorrow". */
    cancelDayBefore: 0.015,
    /** After a missed visit. */
    rebookMissed: 0.28,
  },
  /** Assumed: a reply of the clinic to a patient who wants to book goes on to a booking this often. */
  followsOffer: 0.72,
  /** Assumed: the next visit is booked before leaving. */
  bookedBeforeLeaving: { regular: 0.5, others: 0.15 },
  /** Assumed: patients with a mobile who write of their own accord, a month, and what about. */
  writesUnasked: {
    perMonth: 0.04,
    about: [
      ['question', 34],
      ['cost', 12],
      ['move', 14],
      ['cancel', 6],
      ['late', 4],
      ['call_me', 12],
      ['complaint', 5],
      ['urgent', 5],
      ['thanks', 8],
    ],
  },
  /** Assumed: hours from arrival to answer. */
  delayHours: { sms: 5, email: 20, dialogueMinutes: 9 },
  /** Assumed: means, counted by the wall clock; the desk works on weekdays. */
  deskAnswersWithinHours: { urgent: 1, others: 40 },
  /** Assumed: who comes back without an invitation rings the clinic, and takes a time this many days ahead at the least. */
  bookingAheadDays: { from: 2, to: 21 },
} as const
