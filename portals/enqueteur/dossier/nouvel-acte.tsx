import { annoncer, Chargement, Dialogue, Echec, Palette } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../application/client.ts';
import { invalider, lectureCatalogue, problemeDe } from '../application/donnees.ts';
import type { AuCatalogue, Vue } from '../application/types.ts';
import { nomComplet } from '../application/vocabulaire.ts';

type TypeRedige = AuCatalogue['type'];
type Choix = {
  readonly cle: string;
  readonly type: TypeRedige;
  readonly libelle: string;
  readonly precision: string;
  readonly personne?: string;
};

/** Personne que chaque acte vise ; les autres actes n'en visent aucune. */
const VISE: Readonly<Partial<Record<TypeRedige, Vue['personnes'][number]['roles'][number]>>> = {
  plainte: 'victime',
  'audition-victime': 'victime',
  'audition-libre': 'mis-en-cause',
};

/** Choix du type d'acte au clavier, une entree par personne visee ; l'acte s'ouvre prerempli. */
export function NouvelActe({ vue, surFermeture }: { readonly vue: Vue; readonly surFermeture: () => void }) {
  const catalogue = useQuery(lectureCatalogue);
  const naviguer = useNavigate();
  // La réponse perdue en route : redemander rend le même acte.
  const [acteId] = useState(() => crypto.randomUUID());
  const commencer = async ({ type, personne }: Choix): Promise<void> => {
    const corps = { type, acteId, ...(personne === undefined ? {} : { personne }) };
    const rendu = await client.appeler('POST /api/dossiers/:idj/actes', { idj: vue.idj, corps });
    if (!rendu.ok) return annoncer(rendu.refus.detail);
    invalider({ genre: 'dossier', idj: vue.idj });
    return void naviguer({ to: '/dossiers/$idj/actes/$acteId', params: { idj: vue.idj, acteId } });
  };
  if (catalogue.data === undefined)
    return (
      <Dialogue titre="Nouvel acte" surFermeture={surFermeture}>
        {catalogue.isError ? (
          <Echec probleme={problemeDe(catalogue.error)} reessayer={() => void catalogue.refetch()} />
        ) : (
          <Chargement />
        )}
      </Dialogue>
    );
  return (
    <Palette
      invite="Nouvel acte : tapez son type ou un nom"
      surFermeture={surFermeture}
      commandes={catalogue.data
        .flatMap((un) => choixPour(un, vue))
        .map((choix) => ({ ...choix, groupe: 'Actes', action: () => void commencer(choix) }))}
    />
  );
}

type TypeAuCatalogue = { readonly type: TypeRedige; readonly titre: string; readonly description: string };

function choixPour({ type, titre, description }: TypeAuCatalogue, vue: Vue): readonly Choix[] {
  const role = VISE[type];
  const visees = role === undefined ? [] : vue.personnes.filter(({ roles }) => roles.includes(role));
  if (visees.length === 0) return [{ cle: type, type, libelle: titre, precision: description }];
  return visees.map((personne) => ({
    cle: `${type} ${personne.id}`,
    type,
    libelle: `${titre} : ${nomComplet(personne)}`,
    precision: description,
    personne: personne.id,
  }));
}
