-- How far Augur has come with each repository, as its scheduler says.
-- core: repository information, issues, change requests, messages. facade: commits.
select r.repo_id, r.repo_git,
       s.core_data_last_collected as items_at,
       s.facade_data_last_collected as commits_at,
       s.core_status = 'Ignore' as gone
from augur_data.repo r
left join augur_operations.collection_status s on s.repo_id = r.repo_id
