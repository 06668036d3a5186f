import { annoncer, Bouton, ChampChoix, ChampTexte, Echec, heure, Puce } from '@ppn/kit';
import type { ProblemeVu } from '@ppn/kit';
import { useEffect, useId, useState } from 'react';
import { client } from '../../application/client.ts';
import type { SignataireVu } from '../../application/types.ts';
import { enImage, IDENTITES } from './attendues.ts';
import { relire } from './relire.ts';

type Mention = 'refus' | 'impossibilite';
type Proprietes = {
  readonly idj: string;
  readonly acteId: string;
  readonly signataire: SignataireVu;
  readonly fige: boolean;
};

const MENTIONS = {
  refus: {
    bouton: 'Mentionner le refus',
    libelle: 'Motif du refus, s’il est donné',
    dit: 'refuse de signer',
  },
  impossibilite: {
    bouton: 'Mentionner l’impossibilité',
    libelle: 'Pourquoi la personne ne peut pas signer (porté à l’acte)',
    dit: 'ne peut pas signer',
  },
} as const;

/** Un signataire : son identite telle qu'elle est dite, et sa signature, son refus ou son impossibilite. */
export function LigneDeSignataire({ idj, acteId, signataire, fige }: Proprietes) {
  const [mention, poserMention] = useState<Mention | undefined>(undefined);
  const [refus, poserRefus] = useState<ProblemeVu | undefined>(undefined);
  const { place, nom, qualite, identite, issue } = signataire;
  const designe = { idj, acteId, place };
  const dire = async (corps: {
    readonly identite: SignataireVu['identite'];
    readonly mention: { readonly etat: Mention; readonly motif: string } | null;
  }): Promise<boolean> => {
    const rendu = await client.appeler('PUT /api/dossiers/:idj/actes/:acteId/signatures/:place', {
      ...designe,
      corps,
    });
    poserRefus(rendu.ok ? undefined : rendu.refus);
    relire({ idj, acteId }, rendu.ok ? rendu.valeur : undefined);
    return rendu.ok;
  };
  const annuler = async (): Promise<void> => {
    const rendu = await client.appeler('DELETE /api/dossiers/:idj/actes/:acteId/signatures/:place', designe);
    poserRefus(rendu.ok ? undefined : rendu.refus);
    relire({ idj, acteId }, rendu.ok ? rendu.valeur : undefined);
    if (rendu.ok) annoncer(`Annulé : ${nom} peut signer de nouveau.`);
  };
  return (
    <li className="signataire" id={`champ-signatures.${place}`} tabIndex={-1}>
      <div className="signataire-tete">
        <div className="signataire-nom">
          <strong>{nom}</strong>
          <span className="discret petit">{qualite}</span>
        </div>
        {issue === null && !fige ? (
          <ChampChoix
            libelle="Identité du signataire"
            value={identite}
            options={IDENTITES}
            surSaisie={(valeur) => {
              const choisie = IDENTITES.find((une) => une.valeur === valeur);
              if (choisie !== undefined) void dire({ identite: choisie.valeur, mention: null });
            }}
          />
        ) : (
          <Recueilli signataire={signataire} />
        )}
      </div>
      {refus === undefined ? null : <Echec probleme={refus} />}
      {issue === null && !fige ? (
        <div className="rangee">
          <Bouton
            genre="discret"
            aria-expanded={mention === 'refus'}
            onClick={() => poserMention(mention === 'refus' ? undefined : 'refus')}
          >
            La personne refuse
          </Bouton>
          <Bouton
            genre="discret"
            aria-expanded={mention === 'impossibilite'}
            onClick={() => poserMention(mention === 'impossibilite' ? undefined : 'impossibilite')}
          >
            La personne ne peut pas signer
          </Bouton>
        </div>
      ) : null}
      {issue === null && mention !== undefined && !fige ? (
        <SaisieDuMotif
          key={mention}
          mention={mention}
          valider={async (motif) => {
            if (await dire({ identite, mention: { etat: mention, motif } })) poserMention(undefined);
          }}
        />
      ) : null}
      {issue !== null && !fige ? (
        <div>
          <Bouton genre="discret" onClick={() => void annuler()}>
            {issue.etat === 'signee' ? 'Annuler cette signature' : 'Annuler cette mention'}
          </Bouton>
        </div>
      ) : null}
    </li>
  );
}

function SaisieDuMotif({
  mention,
  valider,
}: {
  readonly mention: Mention;
  readonly valider: (motif: string) => Promise<void>;
}) {
  const [motif, poserMotif] = useState('');
  const id = useId();
  // L'agent vient de demander ce champ : il y ecrit aussitot.
  useEffect(() => document.getElementById(id)?.focus(), [id]);
  return (
    <form
      className="saisie-du-motif"
      onSubmit={(evenement) => {
        evenement.preventDefault();
        void valider(motif);
      }}
    >
      <ChampTexte
        id={id}
        libelle={MENTIONS[mention].libelle}
        value={motif}
        maxLength={500}
        surSaisie={poserMotif}
      />
      <Bouton genre="primaire" type="submit">
        {MENTIONS[mention].bouton}
      </Bouton>
    </form>
  );
}

function Recueilli({ signataire: { nom, identite, issue } }: { readonly signataire: SignataireVu }) {
  const dite = IDENTITES.find(({ valeur }) => valeur === identite)?.libelle ?? '';
  if (issue === null) return <Puce>{dite}</Puce>;
  return (
    <div className="signataire-issue">
      {issue.image === null ? null : (
        <img className="signataire-image" src={enImage(issue.image)} alt={`Signature manuscrite de ${nom}`} />
      )}
      <div className="pile-serree">
        <Puce ton={issue.etat === 'signee' ? 'succes' : 'alerte'}>
          {issue.etat === 'signee' ? `signé à ${heure(issue.a)}` : MENTIONS[issue.etat].dit}
        </Puce>
        <span className="discret petit">
          {[dite, issue.motif === '' ? '' : `motif : ${issue.motif}`].filter(Boolean).join(' · ')}
        </span>
      </div>
    </div>
  );
}
