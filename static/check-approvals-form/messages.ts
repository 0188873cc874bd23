export const nothingToFill =
  'There’s nothing to fill in. Use this action with the trigger Approval completed, so that votes are noticed at once.';
export const notKept = 'Automation didn’t take this action. Close the form and open it again.';
