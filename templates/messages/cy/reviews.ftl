# Adolygiadau: yr e-byst atgoffa.
reviews-mail-subject-early = Adolygiad i'w wneud erbyn { $date }: { $title }
reviews-mail-subject-coming = { $days ->
    [0] Heddiw: adolygu { $title }
    [1] Yfory: adolygu { $title }
   *[other] Ymhen { $days } diwrnod: adolygu { $title }
 }
reviews-mail-subject-overdue = { $days } diwrnod yn hwyr: { $title }
reviews-mail-subject-weeks = { $days } wythnos yn hwyr: { $title }
reviews-mail-subject-several = { $overdue ->
    [0] Mae angen sylw ar { $count } adolygiad
   *[other] Mae angen sylw ar { $count } adolygiad, { $overdue } yn hwyr
 }
reviews-mail-line = Mae angen adolygu { $title } ({ $code }) erbyn { $date }. Y perchennog yw { $owner }.
reviews-mail-line-overdue = Roedd angen adolygu { $title } ({ $code }) erbyn { $date }, { $days } diwrnod yn ôl. Y perchennog yw { $owner }.
reviews-mail-takes = Os nad oes angen newid dim, mae adolygiad yn cymryd tua deng munud.
reviews-mail-stays = Mae'r polisi'n parhau mewn grym nes iddo gael ei adolygu.
reviews-mail-several = Mae angen sylw ar yr adolygiadau hyn, y rhai mwyaf brys yn gyntaf:
reviews-mail-item = { $title } ({ $code }): erbyn { $date }, perchennog { $owner }
reviews-mail-item-overdue = { $title } ({ $code }): { $days } diwrnod yn hwyr, erbyn { $date }, perchennog { $owner }
reviews-mail-button = Agor yr adolygiad
reviews-mail-button-list = Agor rhestr yr adolygiadau
reviews-mail-why = Rydych yn cael hwn am mai chi yw perchennog polisi, neu am eich bod yn gyfrifol am wasanaeth lle mae adolygiad yn hwyr.

reviews-mail-cover = Rydych yn cael hwn am eich bod yn cymryd lle { $names }. Pan ddaw hynny i ben, byddant hwy yn cael y negeseuon hyn eto.
