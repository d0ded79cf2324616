with people as ({people}),
said as (
  select ref.pull_request_id, m.cntrb_id, m.msg_timestamp as said_at
  from augur_data.pull_request_message_ref ref
  join augur_data.message m on m.msg_id = ref.msg_id
  union all
  select pull_request_id, cntrb_id, pr_review_submitted_at from augur_data.pull_request_reviews
  union all
  select v.pull_request_id, m.cntrb_id, m.msg_timestamp
  from augur_data.pull_request_review_message_ref ref
  join augur_data.pull_request_reviews v on v.pr_review_id = ref.pr_review_id
  join augur_data.message m on m.msg_id = ref.msg_id
),
answers as (
  select q.pull_request_id, min(s.said_at) as answered_at
  from augur_data.pull_requests q
  join said s on s.pull_request_id = q.pull_request_id
  join people p on p.cntrb_id = s.cntrb_id
  where p.human and (q.pr_augur_contributor_id is null or s.cntrb_id <> q.pr_augur_contributor_id) and s.said_at >= q.pr_created_at
  group by q.pull_request_id
)
select r.repo_git as project, q.pr_created_at as opened, a.answered_at as responded, q.pr_closed_at as closed,
       q.pr_merged_at is not null as merged, coalesce(author.machine, false) as bot
from augur_data.pull_requests q
join augur_data.repo r on r.repo_id = q.repo_id
left join answers a on a.pull_request_id = q.pull_request_id
left join people author on author.cntrb_id = q.pr_augur_contributor_id
