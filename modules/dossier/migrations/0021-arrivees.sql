-- Ce que le greffe a fait de la derniere transmission recue : la boite d'arrivee se lit sans ouvrir les dossiers.
update dossier set contenu = '{"arrivee": null, "enregistrement": null, "retour": null}'::jsonb || contenu;

-- Les procedures deja recues attendent un tri, comme celles qui arriveront.
update dossier d set contenu = jsonb_set(d.contenu, '{arrivee}', jsonb_build_object(
    'pli', f.donnees ->> 'pli',
    'recueA', to_char(f.enregistre_a at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'sort', 'a-trier', 'par', null, 'traiteeA', null, 'motif', null))
from (
  select distinct on (flux) flux, donnees, enregistre_a from fait
  where type = 'pli-recu' and donnees -> 'juridiction' <> 'null'::jsonb
  order by flux, version desc
) f
where f.flux = 'dossier/' || d.idj;

alter table dossier add column tri text generated always as (contenu #>> '{arrivee,sort}') stored;
create index dossier_a_trier on dossier (juridiction, tri, (contenu #>> '{arrivee,recueA}')) where tri is not null;

-- Bureau d'ordre : le registre des numeros de parquet, une serie par juridiction et par annee. Projection.
create table bureau_d_ordre (
  juridiction text not null,
  annee integer not null,
  rang integer not null,
  numero text not null,
  idj text not null unique,
  enregistre_a timestamptz not null,
  primary key (juridiction, annee, rang)
);
grant select, insert, update, delete on bureau_d_ordre to ${application};

-- Une meme piece, ou un meme numero d'unite, dans un autre dossier : se cherche par son empreinte, par son numero.
create index piece_empreinte on piece (empreinte);
create index dossier_alias on dossier ((contenu #>> '{alias,0,numero}'));
