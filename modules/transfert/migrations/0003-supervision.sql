-- De quoi superviser sans relire le journal : l'organisation de l'expediteur, et quand chacun a tout recu.
alter table depot add column organisation text not null default '';
alter table depot_destinataire add column remis_a timestamptz;
create index depot_depose_a on depot (depose_a);
create index depot_non_retire on depot (depose_a) where etat = 'disponible';

update depot d set organisation = f.donnees #>> '{expediteur,organisation}'
from fait f where f.flux = 'depot/' || d.id and f.type = 'depot-depose';
