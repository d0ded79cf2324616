with status as ({status}),
latest as (
  select i.*, row_number() over (partition by repo_id order by data_collection_date desc, repo_info_id desc) as place
  from augur_data.repo_info i
)
select s.repo_git as project,
       r.repo_name as name,
       r.description as description,
       r.repo_archived = 1 as archived,
       r.forked_from like '%/%' as fork,
       case when r.forked_from like '%/%' then r.forked_from end as upstream,
       i.default_branch as default_branch,
       i.stars_count as stars,
       i.fork_count as forks,
       i.watchers_count as watchers,
       i.data_collection_date as collected,
       case when s.items_at is not null or s.commits_at is not null
            then least(coalesce(s.items_at, s.commits_at), coalesce(s.commits_at, s.items_at), cast($1 as timestamp)) end as through,
       s.commits_at is not null as commits_known,
       s.items_at is not null as items_known,
       s.gone as gone
from status s
join augur_data.repo r on r.repo_id = s.repo_id
left join latest i on i.repo_id = s.repo_id and i.place = 1
order by s.repo_git
