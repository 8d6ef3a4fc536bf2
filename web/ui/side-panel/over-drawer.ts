/** For dialogs: above the drawer that a side panel is on small screens. */
export const overDrawer = 210
