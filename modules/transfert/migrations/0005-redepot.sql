-- Preparation nee d'un depot deja fait (redepose) : ses fichiers en viennent tant qu'il est disponible.
alter table depot_en_preparation add column remplace uuid;

-- Le dernier depot : une horloge qui recule se voit a lui.
create index depot_dernier on depot (depose_a desc);
