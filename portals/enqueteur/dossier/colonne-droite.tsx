import { Onglets, pluriel } from '@ppn/kit';
import { SortieDuDossier } from '@ppn/lecteur/sortie';
import { useState } from 'react';
import { client } from '../application/client.ts';
import type { Vue } from '../application/types.ts';
import { FaitsDuDossier, PersonnesDuDossier, SyntheseDuDossier } from './fiche.tsx';
import { JournalDesLectures } from './journal-des-lectures.tsx';
import { MessagesIci } from '../messagerie/page.tsx';
import { PlisDuDossier } from './plis.tsx';

/** Colonne de droite : synthese, personnes, faits, plis, journal ; sur l'ensemble, les decisions sont deja au centre. */
export function ColonneDroite({ vue, ensemble }: { readonly vue: Vue; readonly ensemble: boolean }) {
  const [actif, poserActif] = useState('synthese');
  return (
    <div className="panneau">
      <Onglets
        libelle="Fiche du dossier"
        actif={actif}
        surChoix={poserActif}
        onglets={[
          {
            cle: 'synthese',
            libelle: 'Synthèse',
            contenu: <SyntheseDuDossier vue={vue} avecDecisions={!ensemble} />,
          },
          {
            cle: 'personnes',
            libelle: compte('Personnes', vue.personnes.length),
            contenu: <PersonnesDuDossier vue={vue} />,
          },
          { cle: 'faits', libelle: compte('Faits', vue.faits.length), contenu: <FaitsDuDossier vue={vue} /> },
          ...(vue.instant === null
            ? [{ cle: 'messages', libelle: 'Messages', contenu: <MessagesIci vue={vue} /> }]
            : []),
          { cle: 'plis', libelle: compte('Plis', vue.plis.length), contenu: <PlisDuDossier vue={vue} /> },
          ...(vue.peut.includes('lire-journal')
            ? [{ cle: 'journal', libelle: 'Lectures', contenu: <JournalDesLectures idj={vue.idj} /> }]
            : []),
        ]}
      />
      {vue.instant !== null ? null : (
        <div className="panneau-corps">
          <SortieDuDossier dossier={vue} client={client} />
        </div>
      )}
      <span className="hors-ecran">{pluriel(vue.pieces.length, 'pièce')}</span>
    </div>
  );
}

const compte = (libelle: string, nombre: number): string => (nombre === 0 ? libelle : `${libelle} ${nombre}`);
