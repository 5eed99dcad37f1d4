# The list of first tasks.
ready-title = Get { $organisation } ready
ready-lede = Do the tasks in any order. You can stop and come back.
ready-back = Back to the first tasks: { $done } of { $total } done
ready-done = { $done } of { $total } done
ready-complete = Everything is ready
ready-to-today = Go to Today
ready-group-organisation = Your organisation
ready-group-people = Your people
ready-group-policies = Your policies
ready-group-signing = Read and sign
ready-task-details = Add organisation details
ready-task-logo = Add your logo
ready-task-services = Add your services
ready-task-key-people = Name the key people
ready-task-staff = Add your staff
ready-task-choose = Choose policies
ready-task-gaps = Fill the gaps
ready-task-publish = Check and publish
ready-task-ask = Ask staff to read
ready-status-not-yet = Not yet started
ready-status-in-progress = In progress
ready-status-completed = Completed
ready-status-cannot-start = Cannot start yet
ready-status-optional = Optional
ready-hint-details = { $count ->
    [one] 1 detail is missing
   *[other] { $count } details are missing
 }
ready-hint-services = { $count ->
    [one] 1 detail of a service is missing
   *[other] { $count } details of services are missing
 }
ready-hint-key-people = { $count ->
    [0] { $total ->
        [one] 1 role is held by somebody who has not joined yet
       *[other] { $total } roles are held by people who have not joined yet
     }
    [one] { $total ->
        [0] 1 role is not held by anybody
        [one] 1 role is not held by anybody, 1 by somebody who has not joined yet
       *[other] 1 role is not held by anybody, { $total } by people who have not joined yet
     }
   *[other] { $total ->
        [0] { $count } roles are not held by anybody
        [one] { $count } roles are not held by anybody, 1 is held by somebody who has not joined yet
       *[other] { $count } roles are not held by anybody, { $total } are held by people who have not joined yet
     }
 }
ready-hint-gaps = { $count ->
    [one] 1 of { $total } policies has gaps
   *[other] { $count } of { $total } policies have gaps
 }
ready-hint-publish = { $count } of { $total } policies are in force
ready-waits-key-people = Add a service first
ready-waits-choose = Add a service first: it decides which texts fit
ready-waits-gaps = Choose policies first
ready-waits-publish = Choose policies first
ready-waits-ask = Publish one policy first
ready-hide = Hide this list
ready-hide-text = It goes away by itself when everything is done or staff were asked to read. You find it again under Settings.
ready-is-hidden = You have hidden this list: signing in leads you to Today.
ready-show = Show it again when I sign in
ready-settings = First tasks
ready-settings-hint = The list that leads from an empty organisation to the first signatures
ready-band = Get your organisation ready
ready-band-link = Go on with the list
done-ready-list-hidden = The list is hidden. You find it under Settings.
done-ready-list-shown = The list is back.
