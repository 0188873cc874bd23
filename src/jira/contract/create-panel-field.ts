/** The key under which the portal create panel hands its input to JSM, which stores it as an issue property. */
export const CREATE_PANEL_FIELD = 'seatkeeperRequest';
