import type { Probleme } from '@ppn/api-client';
import {
  annoncer,
  Alerte,
  Bouton,
  Chargement,
  Echec,
  jourCivil,
  Panneau,
  pluriel,
  taille,
  TitrePage,
  useMinute,
  useRaccourcis,
} from '@ppn/kit';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ADRESSES, type Conservation, type Correspondant, type Preparation, usePoste } from '../contexte.tsx';
import { problemeDe, useLectures } from '../donnees.ts';
import { jourDans } from '../echeance.ts';
import type { EtatDuMoteur, Moteur } from '../moteur/moteur.ts';
import { oublierLeMoteur } from '../moteur/moteurs.ts';
import { ChampsDuDepot } from './champs.tsx';
import {
  demandeDe,
  dureeMaxDe,
  type Manque,
  manquesDe,
  objetPropose,
  type Saisie,
  saisieNeuve,
  saisieReprise,
} from './demande.ts';
import { FichiersDuDepot } from './fichiers.tsx';
import { usePreparation } from './preparer.ts';
import { useExamens } from './utiliser-l-examen.ts';
import { useEtatDuMoteur, useMoteur } from './utiliser-le-moteur.ts';

type DeLaPage = {
  readonly id: string;
  /** La procedure d'ou l'on vient. */
  readonly idj?: string | undefined;
  /** L'organisation a qui l'on repond. */
  readonly reponseA?: string | undefined;
};

/** Deposer : a qui, quoi, et les fichiers ; l'envoi part pendant qu'on ecrit. */
export function PageDeposer({ id, idj, reponseA }: DeLaPage) {
  const preparation = useQuery(useLectures().preparation(id));
  const conservation = useQuery(useLectures().conservation());
  const moteur = useMoteur(id);
  return (
    <div className="pile">
      <TitrePage onglet="Nouveau dépôt">Nouveau dépôt</TitrePage>
      {preparation.isError ? (
        <Echec probleme={problemeDe(preparation.error)} reessayer={() => void preparation.refetch()} />
      ) : preparation.data === undefined || moteur === undefined || conservation.isPending ? (
        <Chargement />
      ) : (
        <Formulaire
          key={id}
          {...{ id, idj, reponseA, moteur }}
          preparation={preparation.data}
          conservation={conservation.data}
        />
      )}
    </div>
  );
}

type DuFormulaire = DeLaPage & {
  readonly preparation: Preparation | null;
  /** Absente si la plate-forme ne l'a pas dite : elle jugera. */
  readonly conservation: Conservation | undefined;
  readonly moteur: Moteur;
};

function Formulaire({ id, idj, reponseA, preparation, conservation, moteur }: DuFormulaire) {
  const { zone } = usePoste();
  const etat = useEtatDuMoteur(moteur);
  const examens = useExamens(id, etat.fichiers);
  const promise = preparation?.demande.dureeJours;
  const dureeMax = dureeMaxDe(conservation?.offerte, promise);
  const [saisie, poserSaisie] = useState<Saisie>(() =>
    preparation === null ? saisieNeuve(zone, idj, dureeMax) : saisieReprise(preparation),
  );
  useReponse(preparation === null ? reponseA : undefined, (trouve) =>
    poserSaisie((avant) => ({ ...avant, destinataires: [...avant.destinataires, trouve] })),
  );
  const [montrerManques, poserMontrerManques] = useState(false);
  const objet = saisie.objet ?? objetPropose(saisie, etat.fichiers, zone);
  const demande = demandeDe(id, saisie, objet, dureeMax);
  const { prete, refus } = usePreparation(demande, moteur);
  const manques: readonly Manque[] = [
    ...manquesDe(saisie, objet, dureeMax),
    ...(etat.fichiers.length === 0 ? [{ champ: 'fichiers', phrase: 'Ajoutez au moins un fichier.' }] : []),
    ...(etat.fichiers.some(({ envoi }) => (examens.get(envoi ?? '')?.refus ?? null) !== null)
      ? [{ champ: 'fichiers', phrase: 'Un fichier est refusé à l’examen : ôtez-le.' }]
      : []),
    ...(etat.fichiers.some((fichier) => fichier.etat === 'refuse')
      ? [
          {
            champ: 'fichiers',
            phrase: 'Un fichier ne peut pas partir : ôtez-le, ou choisissez-le de nouveau.',
          },
        ]
      : []),
  ];
  const depot = useDepot(id, moteur, prete && etat.pret && manques.length === 0);
  const deposer = (): void => {
    poserMontrerManques(manques.length > 0);
    if (manques.length === 0) return depot.vouloir();
    document.getElementById(manques[0]?.champ ?? '')?.focus();
    return undefined;
  };
  useRaccourcis([{ touche: 'ctrl+enter', libelle: 'Déposer', groupe: 'Dépôt', action: deposer }]);
  useEffect(() => {
    // Un depot neuf, ou prepare depuis un dossier, n'attend que ses destinataires.
    if (preparation === null || preparation.demande.destinataires.length === 0)
      document.getElementById('destinataires')?.focus();
  }, [preparation]);
  const perdus =
    preparation === null ? 0 : preparation.demande.destinataires.length - preparation.destinataires.length;
  return (
    <>
      {preparation?.prepare ? (
        <Alerte ton="info">
          <p>Ce dépôt a été préparé depuis un dossier : il ne lui manque que ses destinataires.</p>
        </Alerte>
      ) : null}
      <ARenvoyer preparation={preparation} fichiers={etat.fichiers} />
      {perdus > 0 ? (
        <Alerte ton="attention">
          <p>
            {pluriel(perdus, 'destinataire choisi', 'destinataires choisis')} plus tôt ne se retrouve
            {perdus > 1 ? 'nt' : ''} pas à l’annuaire : cherchez de nouveau avant de déposer.
          </p>
        </Alerte>
      ) : null}
      <div className="echange-colonnes">
        <Panneau titre="À qui, quoi, jusqu’à quand">
          <ChampsDuDepot
            saisie={saisie}
            objet={objet}
            conservation={conservation}
            promise={promise}
            manques={montrerManques ? manques : []}
            surSaisie={(change) => poserSaisie((avant) => ({ ...avant, ...change }))}
          />
        </Panneau>
        <div id="fichiers" tabIndex={-1}>
          <FichiersDuDepot
            moteur={moteur}
            etat={etat}
            examens={examens}
            antivirus={conservation?.antivirus !== false}
          />
        </div>
      </div>
      {refus === undefined ? null : <Echec probleme={refus} />}
      {depot.refus === undefined ? null : <Echec probleme={depot.refus} />}
      {montrerManques && manques.length > 0 ? <AFaire manques={manques} /> : null}
      <Pied
        {...{ saisie, etat }}
        voulu={depot.voulu}
        deposer={deposer}
        attendre={depot.neplusVouloir}
        id={id}
      />
    </>
  );
}

/** Cherche une fois le guichet de l'organisation a qui l'on repond ; inconnu, le champ reste vide. */
function useReponse(organisation: string | undefined, surTrouve: (guichet: Correspondant) => void): void {
  const { client } = usePoste();
  useEffect(() => {
    if (organisation === undefined) return undefined;
    let actuel = true;
    void client
      .appeler('GET /api/destinataires', { requete: { texte: organisation.slice(0, 100) } })
      .then((rendu) => {
        const guichet = rendu.ok && rendu.valeur.destinataires.find(({ nom }) => nom === organisation);
        if (actuel && guichet) surTrouve(guichet);
      });
    return () => {
      actuel = false;
    };
    // Une seule recherche, a l'ouverture.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [organisation]);
}

/** D'un depot ferme, rien ne se relit : ce qui manque se dit, fichier par fichier. */
function ARenvoyer({
  preparation,
  fichiers,
}: {
  readonly preparation: Preparation | null;
  readonly fichiers: EtatDuMoteur['fichiers'];
}) {
  const manquent = (preparation?.remplace?.aRenvoyer ?? []).filter(
    ({ nom, longueur }) => !fichiers.some((fichier) => fichier.nom === nom && fichier.taille === longueur),
  );
  if (manquent.length === 0) return null;
  return (
    <Alerte ton="attention" titre={`${pluriel(manquent.length, 'fichier')} à renvoyer`}>
      <p>
        L’ancien dépôt est fermé : ses fichiers ne se relisent plus, par personne. Choisissez-les de nouveau :
      </p>
      <ul>
        {manquent.slice(0, 20).map(({ nom, longueur }) => (
          <li key={`${nom} ${longueur}`}>
            {nom} <span className="petit discret">{taille(longueur)}</span>
          </li>
        ))}
      </ul>
      {manquent.length > 20 ? <p>et {pluriel(manquent.length - 20, 'autre')}.</p> : null}
    </Alerte>
  );
}

/** Le depot demande une fois part des que tout est envoye, et une seule fois. */
function useDepot(id: string, moteur: Moteur, pret: boolean) {
  const { client, aller } = usePoste();
  const cache = useQueryClient();
  const [voulu, poserVoulu] = useState(false);
  const [refus, poserRefus] = useState<Probleme>();
  useEffect(() => {
    if (!voulu || !pret) return;
    const deposer = async (): Promise<void> => {
      const empreintes = await moteur.conclure();
      const rendu = await client.appeler('POST /api/depots/:id/depot', { id, corps: { empreintes } });
      if (rendu.ok) {
        cache.setQueryData(['depot', id], rendu.valeur);
        cache.removeQueries({ queryKey: ['preparation', id] });
        void cache.invalidateQueries({ queryKey: ['depots'] });
        void cache.invalidateQueries({ queryKey: ['preparations'] });
        await oublierLeMoteur(id);
        annoncer('Le dépôt est fait. Son récépissé arrive.');
        return aller(ADRESSES.depot(id), { remplacer: true });
      }
      poserVoulu(false);
      return poserRefus(rendu.refus);
    };
    void deposer();
    // Deux rendus ne deposent pas deux fois : le service rend le meme depot, mais l'ecran n'a qu'a le demander une fois.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [voulu, pret]);
  return {
    voulu,
    refus,
    vouloir: () => {
      poserRefus(undefined);
      poserVoulu(true);
    },
    neplusVouloir: () => poserVoulu(false),
  };
}

const AFaire = ({ manques }: { readonly manques: readonly Manque[] }) => (
  <Alerte ton="danger" titre="Pour déposer" vive>
    <ul>
      {manques.map(({ champ, phrase }) => (
        <li key={phrase}>
          <a href={`#${champ}`}>{phrase}</a>
        </li>
      ))}
    </ul>
  </Alerte>
);

type DuPied = {
  readonly id: string;
  readonly saisie: Saisie;
  readonly etat: EtatDuMoteur;
  readonly voulu: boolean;
  readonly deposer: () => void;
  readonly attendre: () => void;
};

/** Le recapitulatif et le geste : ce qui part, pour qui, jusqu'a quand. */
function Pied({ id, saisie, etat, voulu, deposer, attendre }: DuPied) {
  const { client, aller } = usePoste();
  const cache = useQueryClient();
  const maintenant = useMinute();
  const abandonner = async (): Promise<void> => {
    await oublierLeMoteur(id);
    await client.appeler('DELETE /api/preparations/:id', { id });
    void cache.invalidateQueries({ queryKey: ['preparations'] });
    annoncer('Le dépôt est abandonné : ses fichiers sont effacés du service.');
    aller(ADRESSES.accueil);
  };
  return (
    <div className="echange-pied">
      <p>
        {voulu ? (
          <output>Le dépôt se fera tout seul dès que les fichiers seront envoyés et vérifiés.</output>
        ) : (
          recapituler(saisie, etat, maintenant)
        )}
      </p>
      <span className="rangee">
        {voulu ? (
          <Bouton onClick={attendre}>Ne pas déposer encore</Bouton>
        ) : (
          <Bouton genre="discret" onClick={() => void abandonner()}>
            Abandonner
          </Bouton>
        )}
        <Bouton
          genre="primaire"
          touche="Ctrl Entrée"
          icone={<Send size={16} aria-hidden="true" />}
          enCours={voulu}
          onClick={deposer}
        >
          {voulu ? 'Envoi…' : 'Déposer'}
        </Bouton>
      </span>
    </div>
  );
}

function recapituler(
  { destinataires, dureeJours }: Saisie,
  { fichiers, octets }: EtatDuMoteur,
  maintenant: number,
): string {
  const [premier] = destinataires;
  const quoi =
    fichiers.length === 0 ? 'Aucun fichier' : `${pluriel(fichiers.length, 'fichier')}, ${taille(octets)}`;
  const qui =
    premier === undefined
      ? 'aucun destinataire'
      : `pour ${destinataires.length === 1 ? premier.nom : pluriel(destinataires.length, 'destinataire')}`;
  const fin = Number.isInteger(dureeJours) ? `, jusqu’au ${jourCivil(jourDans(dureeJours, maintenant))}` : '';
  return `${quoi}, ${qui}${fin}.`;
}
