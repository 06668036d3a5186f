-- Depots prepares par un ministere depuis un dossier : qui a prepare, et le ministere de l'expediteur, a qui reviennent les recepisses.
alter table depot_en_preparation add column prepare jsonb;
alter table depot add column ministere text;
create index depot_recepisses on depot (ministere) where idj is not null;
