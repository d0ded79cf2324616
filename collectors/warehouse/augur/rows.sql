-- How far Augur has come with each repository, as its rows tell where there is no scheduler to ask: a lower bound.
select r.repo_id, r.repo_git, i.last_row as items_at, c.last_row as commits_at, false as gone
from augur_data.repo r
left join (select repo_id, max(data_collection_date) as last_row from augur_data.repo_info group by repo_id) i on i.repo_id = r.repo_id
left join (select repo_id, max(data_collection_date) as last_row from augur_data.commits group by repo_id) c on c.repo_id = r.repo_id
