-- Texte ou chercher un dossier : ce que les actes scelles disent (`scellee`, projection), et la saisie de l'unite.
-- Un index trigramme par mot cherche ; l'index se restreint d'abord a l'unite ou a la juridiction.
create extension if not exists pg_trgm;

alter table saisie add column recherche text not null default '';
alter table dossier add column scellee text not null default '';
alter table dossier add column saisie text not null default '';
alter table dossier add column recherche text generated always as (scellee || ' ' || saisie) stored;
create index dossier_recherche on dossier using gin (recherche gin_trgm_ops);

-- Les dossiers deja la : sans accents, en minuscules, comme le programme les ecrira.
update dossier set scellee = lower(regexp_replace(normalize(
  concat_ws(' ', idj, contenu #>> '{alias,0,numero}', contenu ->> 'intitule',
    (select string_agg(concat_ws(' ', p ->> 'nom', p ->> 'prenoms'), ' ') from jsonb_array_elements(contenu -> 'personnes') p),
    (select string_agg(concat_ws(' ', f ->> 'qualification', f ->> 'natinf'), ' ') from jsonb_array_elements(contenu -> 'faits') f)),
  NFD), '[\u0300-\u036f]', '', 'g'));
update saisie set recherche = lower(regexp_replace(normalize(coalesce(
  (select string_agg(concat_ws(' ', p ->> 'nom', p ->> 'prenoms'), ' ') from jsonb_array_elements(personnes) p), ''),
  NFD), '[\u0300-\u036f]', '', 'g'));
update dossier d set saisie = s.recherche from saisie s where s.idj = d.idj;
