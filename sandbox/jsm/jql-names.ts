/**
 * Fields and functions that Jira and JSM document for JQL and that the sandbox lacks: they answer 501, where any other
 * name is answered as Jira answers one that it does not know.
 */
const FIELDS = [
  ...['affectedversion', 'approvals', 'attachments', 'category', 'component', 'customer request type'],
  ...['development', 'due', 'duedate', 'entitlement', 'environment', 'epic link', 'filter', 'request'],
  ...['savedfilter', 'searchrequest', 'fixversion', 'goals', 'hierarchylevel', 'issuelink', 'issuelinktype'],
  ...['lastviewed', 'level', 'organization', 'originalestimate', 'timeoriginalestimate', 'parent'],
  ...['parentepic', 'parentproject', 'priority', 'projecttype', 'rank', 'remainingestimate', 'timeestimate'],
  ...['request channel type', 'request-channel-type', 'request last activity time', 'resolution'],
  ...['request-last-activity-time', 'responders', 'sentiment', 'sprint', 'statuscategorychangeddate', 'team'],
  ...['timespent', 'voter', 'votes', 'watcher', 'watchers', 'worklogauthor', 'worklogcomment', 'worklogdate'],
  ...['workratio'],
];

const FUNCTIONS = [
  ...['approved', 'approver', 'breached', 'cascadeoption', 'childissuesof', 'choiceoption', 'closedsprints'],
  ...['completed', 'componentsleadbyuser', 'currentlogin', 'customerdetail', 'earliestunreleasedversion'],
  ...['elapsed', 'endofday', 'endofmonth', 'endofweek', 'endofyear', 'entitlementdetail'],
  ...['entitlementproduct', 'everbreached', 'futuresprints', 'issuehistory'],
  ...['issueswithremotelinksbyglobalid', 'lastlogin', 'latestreleasedversion', 'linkedissue', 'linkedissues'],
  ...['linkedworkitem', 'linkedworkitems', 'myapproval', 'mypending', 'opensprints', 'organizationdetail'],
  ...['organizationmembers', 'parentepic', 'paused', 'pending', 'pendingby', 'portfoliochildissuesof'],
  ...['projectsleadbyuser', 'projectswhereuserhaspermission', 'projectswhereuserhasrole', 'releasedversions'],
  ...['remaining', 'running', 'standardissuetypes', 'standardworktypes', 'startofday', 'startofmonth'],
  ...[
    'startofweek',
    'startofyear',
    'subtaskissuetypes',
    'subtaskworktypes',
    'unreleasedversions',
    'updatedby',
  ],
  ...['votedissues', 'votedworkitems', 'watchedissues', 'watchedworkitems', 'withincalendarhours'],
  ...['workitemhistory', 'userdetail'],
];

export const isFieldOfJira = (name: string): boolean => FIELDS.includes(name.toLowerCase());
export const isFunctionOfJira = (name: string): boolean => FUNCTIONS.includes(name.toLowerCase());
