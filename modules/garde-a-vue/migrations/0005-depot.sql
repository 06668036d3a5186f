-- L'unite qui garde au depot une personne deferee (803-3 CPP), quand ce n'est pas celle de la mesure. Projection des entrees.
alter table mesure add column garde_au_depot text;
create index mesure_garde_au_depot on mesure (garde_au_depot, maj_a desc) where garde_au_depot is not null;
