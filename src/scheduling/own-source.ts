/** The source of appointments that Kembali made itself, beside those of imports. */
export const ownSource = 'kembali'
