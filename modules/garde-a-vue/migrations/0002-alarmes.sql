-- La veille : une mesure porte l'instant ou elle doit etre regardee, une seule lecture indexee par tour les trouve.
alter table mesure add column prochaine_alarme timestamptz;
create index mesure_prochaine_alarme on mesure (prochaine_alarme) where prochaine_alarme is not null;

-- Ce qui a sonne, une fois par niveau. Projection du flux `garde-a-vue/<mesure>`.
create table mesure_alarme (
  mesure uuid not null,
  alarme text not null,
  niveau text not null check (niveau in ('opj', 'hierarchie', 'permanence')),
  rang integer not null,
  due_a timestamptz not null,
  sonnee_a timestamptz not null,
  primary key (mesure, alarme, niveau)
);

grant select, insert, update, delete on mesure_alarme to ${application};
