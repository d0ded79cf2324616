with people as ({people}),
answers as (
  select i.issue_id, min(m.msg_timestamp) as answered_at
  from augur_data.issues i
  join augur_data.issue_message_ref ref on ref.issue_id = i.issue_id
  join augur_data.message m on m.msg_id = ref.msg_id
  join people p on p.cntrb_id = m.cntrb_id
  where p.human and (i.reporter_id is null or m.cntrb_id <> i.reporter_id) and m.msg_timestamp >= i.created_at
  group by i.issue_id
)
select r.repo_git as project, i.created_at as opened, a.answered_at as responded, i.closed_at as closed
from augur_data.issues i
join augur_data.repo r on r.repo_id = i.repo_id
left join answers a on a.issue_id = i.issue_id
where i.pull_request is null
